// What the frame adds to the theme where there is JavaScript; everything can be read without it.
(() => {
  const toggle = (name) => document.getElementById(`__${name}`);

  // The current audience stays in sight where the row of audiences scrolls sideways.
  const showAudience = () => {
    const list = document.querySelector(".ag-tabs .md-tabs__list");
    const active = list && list.querySelector(".md-tabs__item--active");
    if (!active) return;
    const row = list.getBoundingClientRect();
    const item = active.getBoundingClientRect();
    if (item.left >= row.left && item.right <= row.right) return;
    list.scrollLeft += (item.left + item.right - row.left - row.right) / 2;
  };

  // The theme opens drawer and search with labels, which the keyboard does not reach.
  const makeButton = (name, title) => {
    const label = document.querySelector(`.md-header label.md-header__button[for=__${name}]`);
    if (!label || !title) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.dataset.opens = name;
    button.setAttribute("aria-label", title.getAttribute("aria-label"));
    button.setAttribute("aria-expanded", "false");
    button.append(...label.childNodes);
    button.addEventListener("click", () => toggle(name).click());
    toggle(name).addEventListener("change", () => {
      button.setAttribute("aria-expanded", String(toggle(name).checked));
      if (name === "drawer") moveFocus(button);
    });
    label.replaceWith(button);
  };

  const stopIn = (drawer) =>
    [".md-nav__item--active a[href]", "a[href]"]
      .flatMap((links) => [...drawer.querySelectorAll(links)])
      .find((link) => link.getClientRects().length);

  // Into the drawer when it opens, back to its button when it closes.
  const moveFocus = (button) => {
    const drawer = document.querySelector(".md-sidebar--primary");
    if (!toggle("drawer").checked) button.focus();
    else setTimeout(() => stopIn(drawer).focus(), 50);
  };

  const closeDrawer = (event) => {
    if (event.key === "Escape" && toggle("drawer").checked) toggle("drawer").click();
  };

  // The theme puts the buttons of each code block into a landmark without a name, and names the
  // block after what it stands in: of several in one place, all buttons would copy the first.
  let blocks = 0;
  const codeButtons = new MutationObserver(() => {
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
      nav.setAttribute("role", "none");
      nav.parentElement.id = `__code_block_${++blocks}`;
      for (const button of nav.querySelectorAll("[data-clipboard-target]"))
        button.dataset.clipboardTarget = `#${nav.parentElement.id} > code`;
    }
  });

  // Copies a file that lies beside the page: the page as Markdown.
  const copyFile = async (button) => {
    const answer = await fetch(button.dataset.copies);
    if (!answer.ok) return;
    await navigator.clipboard.writeText(await answer.text());
    const words = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 2000);
  };

  const showCopying = () => {
    for (const button of document.querySelectorAll("[data-copies][hidden]")) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", () => copyFile(button));
    }
  };

  const onPage = () => {
    showAudience();
    showCopying();
  };

  // Leads back from where nothing fits: empties the filter, which hears of it.
  const emptyFilter = ({ target }) => {
    if (!target.dataset.empties) return;
    const controls = document.querySelectorAll(target.dataset.empties);
    for (const control of controls) control.value = "";
    controls[0].dispatchEvent(new Event("input", { bubbles: true }));
    controls[0].focus();
  };

  makeButton("drawer", document.querySelector(".md-nav--primary"));
  makeButton("search", document.querySelector(".md-search"));
  document.addEventListener("keydown", closeDrawer);
  document.addEventListener("click", emptyFilter);
  codeButtons.observe(document.body, { childList: true, subtree: true });
  // Material tells of each page it loads, also without a reload of the window.
  if (window.document$) window.document$.subscribe(onPage);
  else onPage();
})();
