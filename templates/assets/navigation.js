// The filter above the navigation: as long as it holds words, a flat list of what has them all.
(() => {
  const MOST = 100;

  const words = (element) => (element ? element.textContent.trim() : "");

  // The overview of a section goes by the section's name.
  const titleOf = (link) => {
    const section = link.closest("nav[aria-labelledby]");
    const first = section && section.querySelector("a.md-nav__link");
    const overview = first === link && !link.querySelector(".ag-nav-method") && "page" in section.dataset;
    return words(overview ? document.getElementById(section.getAttribute("aria-labelledby")) : link.querySelector(".md-ellipsis"));
  };

  const groupOf = (link) => link.closest("[data-group]")?.dataset.group ?? "";

  const entryOf = (link) => ({
    group: groupOf(link),
    href: link.getAttribute("href"),
    title: titleOf(link),
    method: words(link.querySelector(".ag-nav-method")),
  });

  // In a large document a page lists one section only; the rest comes when it is asked for.
  const entriesOf = async (nav, input) => {
    const links = [...nav.querySelectorAll(":scope > .md-nav__list:not(.ag-filter__found) li > a.md-nav__link")];
    const here = links.filter((link) => !link.closest(".md-nav--secondary")).map(entryOf);
    if (!nav.querySelector(".md-nav__item--pruned")) return here;
    const url = input.dataset.everything;
    const answer = await fetch(url).catch(() => null);
    if (!answer || !answer.ok) return here;
    const base = url.slice(0, url.lastIndexOf("/") + 1);
    return (await answer.json()).map(([title, address, method, group = ""]) => ({ title, href: base + address, method, group }));
  };

  const make = (tag, name, text = "") => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };

  const lineOf = ({ href, title, method }) => {
    const item = make("li", "md-nav__item");
    const link = make("a", "md-nav__link");
    link.href = href;
    if (method) link.append(make("span", `ag-nav-method ag-nav-method--${method.toLowerCase()}`, method), " ");
    link.append(make("span", "md-ellipsis", title));
    item.append(link);
    return item;
  };

  // An endpoint stands in the section of each of its tags.
  const once = (entries) => [...new Map(entries.map((entry) => [entry.href, entry])).values()];
  const isWebhook = ({ href }) => /^(\.{1,2}\/)*webhooks\//.test(href);
  const endpoints = (entries) => entries.filter((entry) => entry.method && !isWebhook(entry)).length;

  const countOf = (hits, all, { found, page, pages }) => {
    const others = hits.length - endpoints(hits);
    const words = found.replace("{found}", endpoints(hits)).replace("{all}", endpoints(all));
    return others ? `${words}, ${(others > 1 ? pages : page).replace("{count}", others)}` : words;
  };

  const start = () => {
    const box = document.querySelector(".ag-nav .ag-filter[hidden]");
    if (!box) return;
    const nav = box.parentElement;
    const input = box.querySelector("input");
    const found = nav.querySelector(".ag-filter__found");
    const empty = nav.querySelector(".ag-empty");
    const count = box.querySelector("p");
    const list = nav.querySelector(":scope > .md-nav__list:not(.ag-filter__found)");
    let entries = null;
    const show = async () => {
      entries ??= entriesOf(nav, input);
      const all = await entries;
      const parts = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const text = (entry) => `${entry.method} ${entry.title} ${entry.href} ${entry.group}`.toLowerCase();
      const hits = once(all.filter((entry) => parts.every((part) => text(entry).includes(part))));
      found.replaceChildren(...(parts.length ? hits.slice(0, MOST).map(lineOf) : []));
      found.hidden = !hits.length || !parts.length;
      empty.hidden = hits.length > 0;
      list.hidden = parts.length > 0;
      count.textContent = parts.length ? countOf(hits, once(all), count.dataset) : "";
    };
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !input.value) return;
      event.stopPropagation();
      input.value = "";
      show();
    });
    box.hidden = false;
  };

  if (window.document$) window.document$.subscribe(start);
  else start();
})();
