// Answers questions with the scope explorer's own code: [{catalogue, need|reach}] or [{text}] in.
"use strict";
require(process.argv[2]);
const { need, reach, readToken } = globalThis.apidocgenScopes;
const questions = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const answer = (question) => {
  if ("text" in question) return readToken(question.text).scopes;
  const asked = question.need ?? question.reach;
  const scheme = asked.scheme ?? null;
  return question.need
    ? need(question.catalogue, asked.operations, scheme)
    : reach(question.catalogue, asked.scopes, scheme);
};
process.stdout.write(JSON.stringify(questions.map(answer)));
