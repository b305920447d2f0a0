/* The scope explorer: what scope-catalogue holds, asked by hand. Names and texts of the document
   enter the page as text, never as markup. */
"use strict";
(() => {
  const root = document.getElementById("scope-explorer");
  const data = document.getElementById("scope-catalogue");
  const { keyOf, need, reach, readToken, expand } = globalThis.apidocgenScopes ?? {};
  if (!root || !data || !need) return;

  const catalogue = JSON.parse(data.textContent);
  const operations = new Map(catalogue.operations.map((each) => [keyOf(each), each]));
  const at = (id) => document.getElementById(id);
  const base = root.dataset.root;
  const LONGEST_ADDRESS = 4000;
  const SHOWN = 12;

  /* --- small pieces ---------------------------------------------------------------------- */

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== ""));
    return element;
  }

  /* Fixed texts in the language of the page; gaps are filled in their order, or by number. */
  const words = JSON.parse(at("script-words").textContent);
  const say = (phrase, ...gaps) => {
    let next = 0;
    return (words[phrase] ?? phrase).replace(/\{(\d*)\}/g, (_, number) => gaps[number ? number - 1 : next++]);
  };
  const endpoints = (count) => say(count === 1 ? "{} endpoint" : "{} endpoints", count);
  const scopesOf = (count) => say(count === 1 ? "{} scope" : "{} scopes", count);

  const METHODS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|QUERY)$/;
  const method = (name) => {
    const kind = METHODS.test(name) ? name.toLowerCase() : "other";
    return make("span", { class: `ag-method ag-method-${kind}` }, name);
  };

  const page = (element, address) =>
    address ? make("a", { href: base + address }, element) : element;

  const scopeName = (name) => {
    const known = [catalogue.scopes, catalogue.aliases].find((all) => Object.hasOwn(all, name));
    return page(make("code", { class: "ag-x-scope" }, name), known ? known[name].page : "");
  };

  const scopeNames = (names) => names.map((name) => [scopeName(name), " "]).flat();

  const call = (key) => {
    const { method: name, path, page: address } = operations.get(key);
    const link = make("a", { class: "ag-x-call", href: base + address }, method(name), " ", make("code", { class: "ag-path" }, path));
    return link;
  };

  const calls = (keys, about = () => null) =>
    make("ul", { class: "ag-x-calls" }, keys.map((key) => make("li", {}, call(key), about(key))));

  /* A list that stays folded while it is long. */
  const folded = (title, content, open = false) =>
    make("details", { class: "ag-fold", open }, make("summary", {}, title), content);

  function copyable(label, text) {
    const field = make("input", { type: "text", readonly: true, value: text, "aria-label": label, onfocus: () => field.select() });
    const button = make("button", { type: "button", class: "ag-x-button" }, say("Copy"));
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = say("Copied");
      } catch {
        field.focus();
        field.select();
        button.textContent = document.execCommand("copy") ? say("Copied") : say("Press Ctrl+C");
      }
      setTimeout(() => { button.textContent = say("Copy"); }, 2000);
    });
    button.setAttribute("aria-label", `${say("Copy")}: ${label}`);
    return make("div", { class: "ag-x-copy" }, make("span", { class: "ag-x-label" }, label), field, button);
  }

  /* --- the list of endpoints ------------------------------------------------------------- */

  const groups = [];
  const boxes = new Map();
  const empty = at("ag-x-list").querySelector(".ag-empty");

  function buildList() {
    const byTag = new Map();
    for (const [key, operation] of operations) {
      const tag = operation.tags[0] ?? say("Other endpoints");
      byTag.set(tag, [...(byTag.get(tag) ?? []), key]);
    }
    for (const [tag, keys] of byTag) at("ag-x-list").append(buildGroup(tag, keys));
  }

  function buildGroup(tag, keys) {
    const all = make("input", { type: "checkbox" });
    const legend = make("legend", {}, make("label", {}, all, ` ${tag}`));
    const rows = keys.map(buildRow);
    const element = make("fieldset", { class: "ag-x-group" }, legend, rows.map((row) => row.element));
    all.setAttribute("aria-label", say("All of {}", tag));
    all.addEventListener("change", () => {
      for (const row of rows) if (!row.element.hidden) row.box.checked = all.checked;
      update();
    });
    groups.push({ element, all, rows });
    return element;
  }

  function buildRow(key) {
    const operation = operations.get(key);
    const box = make("input", { type: "checkbox", onchange: update });
    boxes.set(key, box);
    const words = make("span", { class: "ag-x-words" },
      make("span", { class: "ag-x-call" }, method(operation.method), " ", make("code", { class: "ag-path" }, operation.path)),
      operation.summary ? make("span", { class: "ag-x-summary" }, ` ${operation.summary}`) : null);
    const text = [key, operation.operationId, operation.summary, ...operation.tags].join(" ").toLowerCase();
    return { key, box, text, element: make("label", { class: "ag-x-row" }, box, words) };
  }

  function find() {
    const words = at("ag-x-find").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of groups) {
      for (const row of group.rows) {
        row.element.hidden = !words.every((word) => row.text.includes(word));
        shown += row.element.hidden ? 0 : 1;
      }
      group.element.hidden = group.rows.every((row) => row.element.hidden);
    }
    empty.hidden = shown > 0;
    at("ag-x-found").textContent = words.length
      ? say("{} of {} endpoints found", shown, operations.size)
      : endpoints(operations.size);
    markGroups();
  }

  function markGroups() {
    for (const { all, rows } of groups) {
      const visible = rows.filter((row) => !row.element.hidden);
      const ticked = visible.filter((row) => row.box.checked).length;
      all.checked = ticked > 0 && ticked === visible.length;
      all.indeterminate = ticked > 0 && ticked < visible.length;
    }
  }

  const ticked = () => [...boxes].filter(([, box]) => box.checked).map(([key]) => key);
  const scheme = () => at("ag-x-scheme")?.value || null;

  /* --- which scopes ---------------------------------------------------------------------- */

  function showNeed() {
    const wanted = ticked();
    const answer = at("ag-x-answer");
    at("ag-x-clear").disabled = !wanted.length;
    if (!wanted.length) {
      at("ag-x-status").textContent = say("Tick endpoints to see the least scopes for them.");
      answer.replaceChildren();
      return;
    }
    const found = need(catalogue, wanted, scheme());
    at("ag-x-status").textContent = summary(wanted, found);
    answer.replaceChildren(
      ...options(found, wanted),
      ...notes(found),
      ...found.aliases.filter(() => wanted.length > found.closed.length).map(aliasOption),
    );
  }

  function summary(wanted, found) {
    const subject = endpoints(wanted.length);
    if (found.closed.length === wanted.length) return `${subject}: ${say("out of reach of tokens with scopes")}.`;
    if (!found.scopes.length) return `${subject}: ${say("no scope is needed")}.`;
    const ways = found.total > 1
      ? `, ${say(found.complete ? "{} equally good ways" : "at least {} equally good ways", found.total)}`
      : "";
    return `${subject}: ${scopesOf(found.scopes.length)}${ways}.`;
  }

  function options(found, wanted) {
    if (!found.scopes.length) return [];
    const cards = found.options.map((option, number) => card(option, number, found, wanted));
    const [first, ...others] = cards;
    if (others.length < 3) return cards;
    const left = found.total - found.options.length;
    const more = left ? `; ${say("not listed: {}", left)}` : "";
    const title = say("{} more, equally good", others.length) + more;
    return [first, folded(title, make("div", {}, others))];
  }

  function card(option, number, found, wanted) {
    const several = found.options.length > 1;
    const free = wanted.filter((key) => !found.closed.includes(key));
    const because = Object.entries(option.because).map(([scope, keys]) => make("li", {},
      make("div", {}, scopeName(scope), describe(scope)),
      keys.length < free.length || free.length > 1
        ? make("div", { class: "ag-x-for" }, say("for"), short(keys, option.scopes.length))
        : null));
    return make("div", { class: "ag-x-card" },
      several ? make("h3", {}, say(number ? "Or, way {}" : "Way {}", number + 1)) : null,
      copyable(say("Scope string"), option.scopes.join(" ")),
      ...authorize(option.scopes),
      make("ul", { class: "ag-x-because" }, because),
      option.excess.length
        ? folded(say("Also opens {} you did not ask for", endpoints(option.excess.length)), calls(option.excess))
        : make("p", { class: "ag-x-note" }, say("Opens nothing beyond what is ticked.")));
  }

  const describe = (name) => {
    const known = Object.hasOwn(catalogue.scopes, name) ? catalogue.scopes[name] : null;
    return known?.description ? make("span", { class: "ag-x-about" }, known.description) : null;
  };

  /* Fewer at a glance for each of many scopes. */
  const short = (keys, scopes) => keys.length * scopes <= SHOWN * 3
    ? calls(keys)
    : folded(endpoints(keys.length), calls(keys));

  /* Addresses that ask a person for these scopes, for flows that begin in a browser. */
  function authorize(scopes) {
    const found = [];
    for (const [name, { flows = {} }] of Object.entries(catalogue.schemes)) {
      if (scheme() && name !== scheme()) continue;
      for (const [flow, type] of [["authorizationCode", "code"], ["implicit", "token"]]) {
        const given = flows[flow];
        if (!given?.authorizationUrl || !scopes.every((scope) => issues(given, scope))) continue;
        found.push(copyable(say("Authorize URL"), authorizeUrl(given.authorizationUrl, type, scopes)));
      }
    }
    return found.slice(0, 2);
  }

  const issues = (flow, scope) =>
    flow.scopes.includes(scope) || !flow.scopes.length || expand(catalogue, flow.scopes).has(scope);

  function authorizeUrl(address, type, scopes) {
    const query = [
      `response_type=${type}`, "client_id=YOUR_CLIENT_ID", "redirect_uri=YOUR_REDIRECT_URI",
      `scope=${encodeURIComponent(scopes.join(" "))}`, "state=RANDOM",
    ];
    return `${address}${address.includes("?") ? "&" : "?"}${query.join("&")}`;
  }

  function notes(found) {
    const said = [];
    if (!found.exact) said.push(say("There are too many ways to try them all: a smaller set may exist."));
    const list = found.closed.length
      ? [make("p", { class: "ag-x-note" }, say("Needs a credential other than a token with scopes:")), calls(found.closed)]
      : [];
    return [...said.map((text) => make("p", { class: "ag-notice" }, text)), ...list];
  }

  function aliasOption(option) {
    const excess = option.excessOperations.length;
    const price = option.excessScopes.length || excess
      ? say("beyond that {} and {}", scopesOf(option.excessScopes.length), endpoints(excess))
      : say("exactly the same");
    const more = make("div", {},
      make("p", {}, say("In place of:"), " ", ...scopeNames(option.replaces)),
      option.excessScopes.length ? make("p", {}, say("Needless scopes:"), " ", ...scopeNames(option.excessScopes)) : null,
      copyable(say("Scope string"), option.scopes.join(" ")),
      excess ? calls(option.excessOperations) : null);
    const title = make("span", {}, say("Or with the alias"), " ", make("code", {}, option.alias), `: ${price}`);
    return folded(title, more);
  }

  /* --- what a token reaches -------------------------------------------------------------- */

  let held = null;

  function showReach() {
    const status = at("ag-x-reach-status");
    const result = at("ag-x-reach");
    if (held === null) {
      status.textContent = "";
      result.replaceChildren();
      return;
    }
    const found = reach(catalogue, held.scopes, scheme());
    const missing = Object.keys(found.missing);
    const surplus = found.surplus.filter((name) => !found.unknown.includes(name));
    status.textContent = say("Reaches {} of {} endpoints.", found.operations.length, operations.size);
    result.replaceChildren(...[
      tokenNote(),
      make("p", {}, say("Holds"), " ", ...(held.scopes.length ? scopeNames(held.scopes) : [say("no scope")])),
      surplus.length ? make("p", {}, say("Surplus, needed by nothing it reaches:"), " ", ...scopeNames(surplus)) : null,
      found.unknown.length ? make("p", {}, say("Unknown to this document:"), " ", ...scopeNames(found.unknown)) : null,
      found.operations.length ? folded(say("{} it reaches", endpoints(found.operations.length)), calls(found.operations), true) : null,
      missing.length ? folded(say("{} it does not reach, and what is missing", endpoints(missing.length)), calls(missing, (key) => make("span", { class: "ag-x-missing" }, say("lacks"), " ", ...scopeNames(found.missing[key])))) : null,
      found.closed.length ? folded(say("{} that need another credential", endpoints(found.closed.length)), calls(found.closed)) : null,
    ].filter(Boolean));
  }

  function tokenNote() {
    if (held.kind !== "jwt") return null;
    const where = held.claims.length ? say("Scopes are in {}.", held.claims.join(", ")) : say("It has no scopes: neither scope nor scp nor permissions.");
    const until = typeof held.expires === "number" ? new Date(held.expires * 1000) : null;
    const valid = until && !Number.isNaN(until.getTime());
    const expiry = valid ? ` ${say(until < new Date() ? "It expired {}." : "It expires {}.", until.toLocaleString(document.documentElement.lang || undefined))}` : "";
    return make("p", { class: "ag-x-note" }, `A JWT. ${where}${expiry}`);
  }

  function readPasted() {
    const text = at("ag-x-token").value;
    held = text.trim() ? readToken(text) : null;
    showReach();
    remember();
  }

  function buildPresets() {
    const preset = (title, scopes) => make("button", { type: "button", class: "ag-x-button", onclick: () => {
      at("ag-x-token").value = scopes.join(" ");
      readPasted();
    } }, title);
    const found = [
      ...Object.entries(catalogue.profiles).map(([name, { scopes }]) => preset(name, scopes)),
      ...Object.keys(catalogue.aliases).map((name) => preset(name, [name])),
      preset(say("What I ticked needs"), []),
    ];
    const last = found.at(-1);
    last.addEventListener("click", () => {
      at("ag-x-token").value = need(catalogue, ticked(), scheme()).scopes.join(" ");
      readPasted();
    });
    at("ag-x-presets").append(say("Try:"), " ", ...found.flatMap((button) => [button, " "]));
  }

  /* --- the address keeps what was asked -------------------------------------------------- */

  /* Behind the #: browsers send the rest of an address to the server, this part never. */

  const nameOf = (key) => operations.get(key).operationId ?? key;
  const ASKED = ["op", "scheme", "scopes"];
  const isAsked = (parameters) => ASKED.some((name) => parameters.has(name));
  const inFragment = () => new URLSearchParams(location.hash.slice(1));

  function remember() {
    const address = new URL(location.href);
    for (const name of ASKED) address.searchParams.delete(name);
    const asked = new URLSearchParams(ticked().map((key) => ["op", nameOf(key)]));
    if (scheme()) asked.set("scheme", scheme());
    if (held) asked.set("scopes", held.scopes.join(" "));
    if (`${asked}`.length > LONGEST_ADDRESS) asked.delete("op");
    if (isAsked(asked) || isAsked(inFragment())) address.hash = `${asked}`;
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* a page opened from a disk may not change its address */
    }
  }

  function restore(given) {
    const wanted = new Set(given.getAll("op"));
    for (const [key, box] of boxes) box.checked = wanted.has(nameOf(key)) || wanted.has(key);
    if (at("ag-x-scheme")) at("ag-x-scheme").value = given.get("scheme") ?? "";
    if (at("ag-x-scheme")?.selectedIndex === -1) at("ag-x-scheme").value = "";
    const scopes = given.get("scopes");
    at("ag-x-token").value = scopes ?? "";
    held = scopes === null ? null : readToken(scopes);
  }


  function show() {
    find();
    showNeed();
    showReach();
  }

  function update() {
    markGroups();
    showNeed();
    remember();
  }

  buildList();
  buildPresets();
  /* Links made before all of it went behind the # have a query. */
  const query = new URLSearchParams(location.search);
  restore(isAsked(query) ? query : inFragment());
  if (isAsked(query)) remember();
  show();
  root.hidden = false;

  for (const form of root.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  /* Another link to this very page loads nothing; a link to a heading asks for nothing. */
  window.addEventListener("hashchange", () => {
    if (!isAsked(inFragment())) return;
    restore(inFragment());
    show();
  });
  at("ag-x-find").addEventListener("input", find);
  at("ag-x-token").addEventListener("input", readPasted);
  at("ag-x-scheme")?.addEventListener("change", () => { update(); showReach(); });
  at("ag-x-clear").addEventListener("click", () => {
    for (const box of boxes.values()) box.checked = false;
    update();
  });
})();
