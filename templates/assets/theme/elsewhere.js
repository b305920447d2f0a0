// On the page for what is not there: the same address in the other audiences, where it exists.
(() => {
  const audiences = [...document.querySelectorAll(".ag-tabs [data-audience]")];
  const here = audiences.find((link) => location.pathname.startsWith(link.pathname));
  const box = document.querySelector(".ag-elsewhere");
  if (!here || !box) return;
  const rest = location.pathname.slice(here.pathname.length);

  const suggest = async (link) => {
    const url = link.href + rest;
    // Without credentials: nobody is asked for a password because of a suggestion.
    const answer = await fetch(url, { method: "HEAD", credentials: "omit" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const item = document.createElement("li");
    const found = document.createElement("a");
    found.href = url;
    found.textContent = link.textContent.trim();
    item.append(found);
    box.querySelector("ul").append(item);
    box.hidden = false;
  };

  if (rest) audiences.filter((link) => link !== here).forEach(suggest);
})();
