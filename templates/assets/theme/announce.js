// A notice that the reader has dismissed stays away.
(() => {
  const notice = document.querySelector("[data-md-component=announce]");
  const text = notice && notice.querySelector(".md-typeset");
  if (text && __md_hash(text.innerHTML) === __md_get("__announce")) notice.hidden = true;
})();
