
// Joined to the theme's search worker: a word that stands there exactly outranks one that only
// begins with it, so that a path, an operationId or a scope finds its own page first.
(() => {
  if (typeof lunr === "undefined") return;
  const OUTRANKS = 100;
  const { presence } = lunr.Query;
  lunr.Index.prototype.search = function (words) {
    return this.query((query) => {
      new lunr.QueryParser(words, query).parse();
      for (const { term, fields, presence: wanted } of [...query.clauses])
        if (term.endsWith("*") && wanted !== presence.PROHIBITED)
          query.clause({ term: term.slice(0, -1), fields, boost: OUTRANKS });
    });
  };
})();
