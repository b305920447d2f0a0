/* Filters a list or a matrix by what its items say of themselves, with the state in the address.
   A form[data-ag-filter] names the element around the items ([data-ag-item]) by its id; each
   control filters by the data attribute of its own name, in which a line is a value. The one
   called "find" looks through the text. Groups ([data-ag-group]) without items are hidden; where
   none is left, .ag-empty says so. */
"use strict";
(() => {
  const form = document.querySelector("form[data-ag-filter]");
  const area = form && document.getElementById(form.dataset.agFilter);
  if (!area) return;

  // Fixed texts in the language of the page; gaps are filled in their order, or by number.
  const words = JSON.parse(document.getElementById("script-words").textContent);
  const say = (phrase, ...gaps) => {
    let next = 0;
    return (words[phrase] ?? phrase).replace(/\{(\d*)\}/g, (_, number) => gaps[number ? number - 1 : next++]);
  };

  const controls = [...form.elements].filter((control) => control.name);
  const groups = [...area.querySelectorAll("[data-ag-group]")];
  const status = form.querySelector("[role=status]");
  const empty = area.querySelector(".ag-empty");
  const items = [...area.querySelectorAll("[data-ag-item]")].map((element) => ({
    element,
    text: `${element.textContent} ${element.dataset.scope ?? ""}`.toLowerCase(),
    values: (name) => (element.dataset[name] ?? "").split("\n"),
  }));

  const restore = () => {
    const given = new URLSearchParams(location.search);
    for (const control of controls) {
      const value = given.get(control.name) ?? "";
      const possible = control.tagName !== "SELECT" ||
        [...control.options].some((option) => option.value === value);
      control.value = possible ? value : "";
    }
  };

  const remember = () => {
    const address = new URL(location.href);
    for (const { name, value } of controls) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* a page opened from a disk may not change its address */
    }
  };

  const fits = (item) => controls.every(({ name, value }) => {
    if (!value) return true;
    if (name !== "find") return item.values(name).includes(value);
    return value.toLowerCase().split(/\s+/).every((word) => item.text.includes(word));
  });

  const show = () => {
    let shown = 0;
    for (const item of items) {
      item.element.hidden = !fits(item);
      shown += item.element.hidden ? 0 : 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-ag-item]:not([hidden])");
    }
    empty.hidden = shown > 0;
    const { one, many, some } = status.dataset;
    const all = items.length;
    status.textContent = shown < all ? say(some, shown, all) : say(all === 1 ? one : many, all);
  };

  const update = () => {
    show();
    remember();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  window.addEventListener("popstate", () => {
    restore();
    show();
  });
  restore();
  show();
  form.hidden = false;
})();
