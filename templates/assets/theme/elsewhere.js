// On the page for what is not there: the same address in the other audiences, where it exists.
(() => {
  const audiences = [...document.querySelectorAll(".ag-tabs [data-audience]")];
  const here = audiences.find((link) => location.pathname.startsWith(link.pathname));
  const box = document.querySelector(".ag-missing__elsewhere");
  if (!here || !box) return;
  const rest = location.pathname.slice(here.pathname.length);

  // Without credentials: nobody is asked for a password because of a suggestion.
  const exists = async (url) => {
    const answer = await fetch(url, { method: "HEAD", credentials: "omit" }).catch(() => null);
    return answer !== null && answer.ok;
  };

  const lineTo = (link) => {
    const item = document.createElement("li");
    const found = document.createElement("a");
    found.href = link.href + rest;
    found.textContent = link.textContent.trim();
    item.append(found);
    return item;
  };

  const suggest = async (links) => {
    const there = await Promise.all(links.map((link) => exists(link.href + rest)));
    const found = links.filter((_, number) => there[number]);
    box.querySelector("ul").append(...found.map(lineTo));
    box.hidden = !found.length;
  };

  if (rest) suggest(audiences.filter((link) => link !== here));
})();
