
// Joined to the theme's search worker: a word that stands there exactly outranks one that only
// begins with it, so that a path, an operationId or a scope finds its own page first; and what has
// some of the words is found only where nothing has them all.
(() => {
  if (typeof lunr === "undefined") return;
  const OUTRANKS = 100;
  const { presence } = lunr.Query;

  // Fillers are not in the index. "get" is one in English, but here a method.
  const english = lunr.stopWordFilter;
  lunr.stopWordFilter = (token) => (`${token}` === "get" ? token : english(token));
  lunr.Pipeline.registerFunction(lunr.stopWordFilter, "stopWordsButMethods");

  const isFiller = (word) =>
    [lunr, ...Object.values(lunr)].some((each) => each?.stopWordFilter && !each.stopWordFilter(word));

  const prepare = (query, words, wanted) => {
    new lunr.QueryParser(words, query).parse();
    for (const clause of [...query.clauses]) {
      const { term, fields } = clause;
      const word = term.replace(/\*$/, "");
      if (word !== term && clause.presence !== presence.PROHIBITED)
        query.clause({ term: word, fields, boost: OUTRANKS });
      if (clause.presence === presence.OPTIONAL && !isFiller(word)) clause.presence = wanted;
    }
  };

  lunr.Index.prototype.search = function (words) {
    const found = (wanted) => this.query((query) => prepare(query, words, wanted));
    const whole = found(presence.REQUIRED);
    return whole.length ? whole : found(presence.OPTIONAL);
  };
})();
