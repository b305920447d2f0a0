// Keeps the current audience in sight where the row of audiences scrolls sideways.
(() => {
  const show = () => {
    const list = document.querySelector(".ag-tabs .md-tabs__list");
    const active = list && list.querySelector(".md-tabs__item--active");
    if (!active) return;
    const end = active.offsetLeft + active.offsetWidth;
    if (end > list.clientWidth) list.scrollLeft = end - list.clientWidth / 2;
  };
  // Material tells of each page it loads, also without a reload of the window.
  if (window.document$) window.document$.subscribe(show);
  else show();
})();
