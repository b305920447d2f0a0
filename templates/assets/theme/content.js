// Content tabs: those chosen before, and the one that the address names.
(() => {
  const chosen = "linked" in document.currentScript.dataset ? __md_get("__tabs") : null;
  const labels = (set) => [...set.querySelectorAll(":scope > .tabbed-labels > label")];
  for (const set of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
    const found = chosen
      .map((name) => labels(set).find((label) => label.innerText.trim() === name))
      .find(Boolean);
    if (found) document.getElementById(found.htmlFor).checked = true;
  }
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
})();
