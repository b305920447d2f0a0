/* Answers about scopes, computed from scopes.json where it is read: nothing is sent anywhere.
   The same answers as `apidocgen scopes need` and `scopes reach`; one set of cases tests both. */
"use strict";
(() => {
  const MAX_OPTIONS = 64;
  const MAX_TIES = 1024;
  const MAX_WORK = 100_000;

  const keyOf = (operation) => `${operation.method} ${operation.path}`;

  /* Replace aliases by the scopes they come to. */
  function expand(catalogue, names) {
    const leaves = new Set();
    for (const name of names) {
      const alias = own(catalogue.aliases, name);
      for (const leaf of alias ? alias.leaves : [name]) leaves.add(leaf);
    }
    return leaves;
  }

  const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

  const carriers = (catalogue) => {
    const found = new Set();
    for (const [name, scheme] of Object.entries(catalogue.schemes)) {
      if (scheme.carriesScopes) found.add(name);
    }
    for (const { requirement } of catalogue.operations) {
      for (const use of requirement.flat()) if (use.scopes.length) found.add(use.scheme);
    }
    found.delete(null);
    return found;
  };

  /* What opens each endpoint to a token, as bit masks over the scopes in alphabetical order.
     An alternative with no credential that carries scopes is no answer; without any other, the
     endpoint is closed to tokens and has an empty list. */
  function openings(catalogue, scheme = null) {
    const tokens = scheme === null ? carriers(catalogue) : new Set([scheme]);
    const asks = (use) => use.scheme === null || tokens.has(use.scheme);
    const counts = (use) => tokens.size !== 1 || asks(use);
    const sets = new Map();
    for (const operation of catalogue.operations) {
      const usable = operation.requirement.filter((each) => !each.length || each.some(asks));
      const leaves = usable.map((each) =>
        expand(catalogue, each.filter(counts).flatMap((use) => use.scopes)),
      );
      sets.set(keyOf(operation), leaves);
    }
    const scopes = [...new Set([...sets.values()].flatMap((all) => all.flatMap((s) => [...s])))];
    scopes.sort(byCodePoint);
    const bits = new Map(scopes.map((scope, position) => [scope, 1n << BigInt(position)]));
    const mask = (names) => union([...names].map((name) => bits.get(name) ?? 0n));
    const choices = new Map([...sets].map(([key, all]) => [key, choice(all.map(mask))]));
    return { scopes, bits, mask, choices, names: (held) => scopes.filter((s) => bits.get(s) & held) };
  }

  const byCodePoint = (a, b) => {
    const [one, other] = [Array.from(a), Array.from(b)];
    for (let i = 0; i < Math.min(one.length, other.length); i += 1) {
      const difference = one[i].codePointAt(0) - other[i].codePointAt(0);
      if (difference) return difference;
    }
    return one.length - other.length;
  };

  const byNames = (one, other) => {
    for (let i = 0; i < Math.min(one.length, other.length); i += 1) {
      const difference = byCodePoint(one[i], other[i]);
      if (difference) return difference;
    }
    return one.length - other.length;
  };

  /* --- bit masks ------------------------------------------------------------------------- */

  const union = (masks) => masks.reduce((all, mask) => all | mask, 0n);
  const within = (mask, other) => (mask & ~other) === 0n;
  const met = (options, held) => options.some((mask) => within(mask, held));
  const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function count(mask) {
    let bits = 0;
    for (let rest = mask; rest; rest &= rest - 1n) bits += 1;
    return bits;
  }

  /* Masks without those that contain another of them. */
  function choice(masks) {
    const minimal = [];
    const sorted = [...new Set(masks)].sort((a, b) => count(a) - count(b) || ascending(a, b));
    for (const mask of sorted) if (!met(minimal, mask)) minimal.push(mask);
    return minimal.sort(ascending);
  }

  const without = (options, held) =>
    options.some((mask) => mask & held) ? choice(options.map((mask) => mask & ~held)) : options;

  const isMet = (options) => options.length === 1 && options[0] === 0n;

  const distinct = (choices) => [...new Map(choices.map((each) => [each.join(), each])).values()];

  /* --- least sets ------------------------------------------------------------------------ */

  /* The masks that meet every wanted choice and are least by (other choices met, bits). Only
     unions of one alternative for each wanted choice can be, and adding to a partial union
     lowers neither figure: a branch worse than the best known answer can be left. */
  function bestCovers(wanted, others) {
    const [base, open] = forced(wanted);
    const parts = separate(open, inPlay(others, base, open)).map(([w, o]) => search(w, o));
    let masks = [base];
    for (const part of parts) {
      masks = masks.flatMap((mask) => part.masks.map((each) => mask | each)).slice(0, MAX_TIES);
    }
    return {
      masks,
      total: parts.reduce((product, part) => product * part.masks.length, 1),
      exact: parts.every((part) => part.exact),
      complete: parts.every((part) => part.complete),
    };
  }

  /* Hold what a choice of one leaves no way around, as long as there is any. */
  function forced(wanted) {
    let base = 0n;
    let open = distinct(wanted);
    for (;;) {
      const single = union(open.filter((each) => each.length === 1).map((each) => each[0]));
      base |= single;
      open = distinct(open.map((each) => without(each, base)).filter((each) => !isMet(each)));
      if (!single) return [base, open];
    }
  }

  /* The other choices that some answers meet and some do not, each with how often it occurs. */
  function inPlay(others, base, wanted) {
    const reachable = union(wanted.flat());
    const counted = new Map();
    for (const options of others) {
      const rest = without(options, base).filter((mask) => within(mask, reachable));
      if (!rest.length || isMet(rest)) continue;
      const known = counted.get(rest.join()) ?? { options: rest, times: 0 };
      known.times += 1;
      counted.set(rest.join(), known);
    }
    return [...counted.values()];
  }

  /* Parts that share no bit are independent: each is searched alone. */
  function separate(wanted, others) {
    let spans = [];
    for (const options of [...wanted, ...others.map((each) => each.options)]) {
      const span = union(options);
      const touching = spans.filter((each) => each & span);
      spans = [...spans.filter((each) => !(each & span)), span | union(touching)];
    }
    return spans.sort(ascending).map((span) => [
      wanted.filter((options) => options[0] & span),
      others.filter((each) => each.options[0] & span),
    ]);
  }

  /* With ties; if that takes too long, once more for one best answer alone. */
  function search(wanted, others) {
    const state = { best: null, masks: new Set() };
    const complete = walk(state, wanted, others, true);
    const exact = complete || walk(state, wanted, others, false);
    const masks = [...state.masks].sort(ascending).slice(0, MAX_TIES);
    return { masks, exact, complete: complete && masks.length === state.masks.size };
  }

  function walk(state, wanted, others, ties) {
    const seen = new Set();
    const stack = [{ held: 0n, cost: [0, 0], wanted, others }];
    let work = 0;
    while (stack.length && work < MAX_WORK) {
      const node = stack.pop();
      work += 1 + node.wanted.length + node.others.length;
      if (seen.has(node.held) || !promising(state.best, node, ties)) continue;
      seen.add(node.held);
      if (node.wanted.length) {
        stack.push(...children(node).sort((a, b) => compare(b.cost, a.cost)));
        continue;
      }
      if (!state.best || compare(node.cost, state.best) < 0) {
        state.best = node.cost;
        state.masks.clear();
      }
      state.masks.add(node.held);
    }
    return !stack.length;
  }

  const compare = (one, other) => one[0] - other[0] || one[1] - other[1];

  function promising(best, node, ties) {
    if (!best) return true;
    const difference = compare(node.cost, best) > 0 ? 1 : compare(bound(node), best);
    return difference < 0 || (ties && difference === 0);
  }

  function children(node) {
    const next = node.wanted.reduce((few, each) => (each.length < few.length ? each : few));
    return next.map((mask) => {
      const held = node.held | mask;
      const others = node.others.filter((each) => !met(each.options, held));
      const gained = sum(node.others, (each) => each.times) - sum(others, (each) => each.times);
      return {
        held,
        cost: [node.cost[0] + gained, count(held)],
        wanted: distinct(
          node.wanted.map((each) => without(each, mask)).filter((each) => !isMet(each)),
        ),
        others,
      };
    });
  }

  /* What every completion costs at least: choices that share no bit are met by separate bits. */
  function bound(node) {
    let used = 0n;
    const spread = [];
    for (const options of [...node.wanted].sort((a, b) => a.length - b.length)) {
      const span = union(options);
      if (span & used) continue;
      used |= span;
      spread.push({ span, options, loads: options.map(() => 0) });
    }
    for (const other of node.others) {
      const touched = union(other.options);
      const near = spread.filter((each) => each.span & touched);
      for (const each of near) {
        each.options.forEach((mask, position) => {
          if (met(other.options, node.held | mask)) {
            each.loads[position] += other.times / near.length;
          }
        });
      }
    }
    const size = sum(spread, (each) => Math.min(...each.options.map(count)));
    const excess = Math.ceil(sum(spread, (each) => Math.min(...each.loads)) - 1e-6);
    return [node.cost[0] + excess, node.cost[1] + size];
  }

  const sum = (values, of) => values.reduce((total, value) => total + of(value), 0);

  /* --- the two questions ----------------------------------------------------------------- */

  /* Which scopes does a token need to reach all the wanted endpoints, and no more? */
  function need(catalogue, wanted, scheme = null) {
    const open = openings(catalogue, scheme);
    const asked = [...new Set(wanted)];
    const answered = asked.filter((key) => open.choices.get(key)?.length);
    const others = [...open.choices].filter(([key, all]) => all.length && !answered.includes(key));
    const covers = bestCovers(
      answered.map((key) => open.choices.get(key)),
      others.map(([, options]) => options),
    );
    const options = covers.masks
      .map((mask) => ({ mask, scopes: open.names(mask) }))
      .sort((a, b) => byNames(a.scopes, b.scopes))
      .slice(0, MAX_OPTIONS)
      .map(({ mask, scopes }) => ({
        scopes,
        because: because(open, mask, answered),
        excess: others.filter(([, all]) => met(all, mask) && !met(all, 0n)).map(([key]) => key),
      }));
    return {
      scopes: options[0].scopes,
      because: options[0].because,
      options,
      total: covers.total,
      exact: covers.exact,
      complete: covers.complete,
      aliases: aliasOptions(catalogue, open, options[0].scopes),
      closed: asked.filter((key) => !open.choices.get(key)?.length),
    };
  }

  /* For each scope the wanted endpoints that are lost without it. */
  function because(open, held, wanted) {
    const found = Object.fromEntries(open.names(held).map((scope) => [scope, []]));
    for (const key of wanted) {
      const opening = open.choices.get(key).filter((mask) => within(mask, held));
      const indispensable = opening.reduce((all, mask) => all & mask, held);
      for (const scope of open.names(indispensable)) found[scope].push(key);
    }
    return found;
  }

  /* What each alias that covers some of the scopes would replace, and grant in excess. */
  function aliasOptions(catalogue, open, scopes) {
    const held = open.mask(scopes);
    const options = [];
    for (const [alias, { leaves }] of Object.entries(catalogue.aliases)) {
      const replaces = scopes.filter((scope) => leaves.includes(scope));
      if (!replaces.length) continue;
      const wider = held | open.mask(leaves);
      options.push({
        alias,
        scopes: [...scopes.filter((scope) => !leaves.includes(scope)), alias].sort(byCodePoint),
        replaces,
        excessScopes: leaves.filter((leaf) => !scopes.includes(leaf)).sort(byCodePoint),
        excessOperations: [...open.choices]
          .filter(([, all]) => met(all, wider) && !met(all, held))
          .map(([key]) => key),
      });
    }
    const needless = (each) => [
      each.excessOperations.length, each.excessScopes.length, each.scopes.length,
    ];
    return options.sort((a, b) => {
      const [one, other] = [needless(a), needless(b)];
      return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
    });
  }

  /* What does a token with these scopes and aliases reach, and what is missing for the rest? */
  function reach(catalogue, scopes, scheme = null) {
    const open = openings(catalogue, scheme);
    const names = [...new Set(scopes)];
    const leaves = expand(catalogue, names);
    const held = open.mask(leaves);
    const found = { operations: [], missing: {}, closed: [], surplus: [], unknown: [] };
    let needed = 0n;
    for (const [key, options] of open.choices) {
      if (met(options, held)) {
        found.operations.push(key);
        needed |= union(options.filter((mask) => within(mask, held)));
      } else if (options.length) {
        found.missing[key] = fewest(options.map((mask) => open.names(mask & ~held)));
      } else {
        found.closed.push(key);
      }
    }
    found.surplus = names.filter((name) => !(open.mask(expand(catalogue, [name])) & needed));
    const known = knownNames(catalogue);
    found.unknown = names.filter((name) => !known.has(name));
    return found;
  }

  const fewest = (sets) =>
    [...sets].sort((a, b) => a.length - b.length || byNames(a, b))[0];

  function knownNames(catalogue) {
    const asked = catalogue.operations.flatMap(({ requirement }) =>
      requirement.flat().flatMap((use) => use.scopes),
    );
    return new Set([
      ...Object.keys(catalogue.scopes), ...Object.keys(catalogue.aliases), ...asked,
    ]);
  }

  /* --- tokens ---------------------------------------------------------------------------- */

  const CLAIMS = ["scope", "scp", "permissions"];

  /* Scopes out of whatever is pasted: a list, a JSON array, the answer of a token endpoint, or
     a JWT, whose claims are decoded here. `claims` tells where a token's scopes stood. */
  function readToken(text) {
    const given = text.trim().replace(/^(authorization:\s*)?bearer\s+/i, "");
    if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(given)) {
      const payload = payloadOf(given);
      if (payload) return { kind: "jwt", ...fromClaims(payload), expires: payload.exp ?? null };
    }
    if (/^[[{"]/.test(given)) {
      try {
        const value = JSON.parse(given);
        if (Array.isArray(value) || typeof value === "string") return list(names(value));
        const found = fromClaims(value);
        const inner = typeof value.access_token === "string" && !found.claims.length;
        return inner ? readToken(value.access_token) : { kind: "json", ...found, expires: null };
      } catch {
        /* not JSON after all: a list with quotes */
      }
    }
    return list(given.split(/[\s,;"'[\]]+/).filter(Boolean));
  }

  const list = (scopes) => ({ kind: "list", scopes: [...new Set(scopes)], claims: [], expires: null });

  const names = (value) =>
    typeof value === "string"
      ? value.split(/[\s,]+/).filter(Boolean)
      : Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

  function fromClaims(payload) {
    const claims = CLAIMS.filter((claim) => names(payload[claim]).length);
    return { scopes: [...new Set(claims.flatMap((claim) => names(payload[claim])))], claims };
  }

  function payloadOf(token) {
    try {
      const base64 = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const payload = JSON.parse(new TextDecoder().decode(bytes));
      return payload && typeof payload === "object" && !Array.isArray(payload) ? payload : null;
    } catch {
      return null;
    }
  }

  globalThis.apidocgenScopes = { keyOf, carriers, expand, need, reach, readToken };
})();
