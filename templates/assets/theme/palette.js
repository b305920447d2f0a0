// Colours as the reader chose them, before anything is painted.
(() => {
  const palette = __md_get("__palette");
  if (!palette || !palette.color) return;
  const color = palette.color;
  if (color.media === "(prefers-color-scheme)") {
    const wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const input = document.querySelector(
      `[data-md-color-media="(prefers-color-scheme: ${wanted})"]`,
    );
    for (const key of input ? ["media", "scheme", "primary", "accent"] : [])
      color[key] = input.getAttribute(`data-md-color-${key}`);
  }
  for (const [key, value] of Object.entries(color))
    document.body.setAttribute(`data-md-color-${key}`, value);
})();
