/* The console: Swagger UI, set to remember nothing and to read one document only. */
"use strict";
(() => {
  const root = document.getElementById("ag-console");
  const component = globalThis.SwaggerUIBundle;
  if (!root || !component) return;

  const absolute = (address) => new URL(address, document.baseURI).href;
  const source = absolute(root.dataset.document);

  /* References and OpenID Connect lead to other hosts, and the component would follow them
     unasked. What the reader asks for is counted, and one request goes through for each. */
  let asked = 0;
  const counted = (action) => (...given) => {
    asked += 1;
    return action(...given);
  };

  function onlyWhatIsAsked(request) {
    if (request.url.split("#")[0] === source) return request;
    if (!asked) throw new Error(`nobody asked for ${request.url}`);
    asked -= 1;
    return request;
  }

  const withCounting = () => ({
    statePlugins: {
      spec: { wrapActions: { executeRequest: counted } },
      auth: { wrapActions: { authorizeRequest: counted } },
    },
  });

  /* The reference has these already, and nobody can call a webhook. */
  const nothing = () => () => null;
  const withoutReference = () => ({
    wrapComponents: { InfoContainer: nothing, Webhooks: nothing },
  });

  const ui = component({
    domNode: root,
    url: source,
    plugins: [withoutReference, withCounting],
    requestInterceptor: onlyWhatIsAsked,
    oauth2RedirectUrl: absolute(root.dataset.redirect),
    deepLinking: false,
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    docExpansion: root.dataset.expansion,
    persistAuthorization: false,
    queryConfigEnabled: false,
    syntaxHighlight: { activated: false },
    tryItOutEnabled: true,
    validatorUrl: null,
    withCredentials: false,
    onComplete: openWanted,
  });
  ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true });

  /* --- from the page of an operation ----------------------------------------------------- */

  function openWanted() {
    const [, method, path] = /^([a-z]+) (.+)$/.exec(decoded(location.hash.slice(1))) ?? [];
    if (!method || !root.isConnected) return;
    const { specSelectors, layoutActions, fn } = ui.getSystem();
    const isWanted = (each) => each.get("path") === path && each.get("method") === method;
    for (const [tag, group] of specSelectors.taggedOperations().entries()) {
      const found = group.get("operations").find(isWanted);
      if (!found) continue;
      layoutActions.show(["operations-tag", tag], true);
      layoutActions.show(["operations", tag, nameOf(found, fn)], true);
      whenThere(".opblock.is-open", (block) => {
        block.scrollIntoView();
        block.querySelector("button")?.focus({ preventScroll: true });
      });
      return;
    }
  }

  const nameOf = (entry, fn) =>
    entry.getIn(["operation", "__originalOperationId"]) ||
    entry.getIn(["operation", "operationId"]) ||
    fn.opId(entry.get("operation"), entry.get("path"), entry.get("method")) ||
    entry.get("id");

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  function whenThere(selector, act, tries = 60) {
    const found = root.querySelector(selector);
    if (found) act(found);
    else if (tries) requestAnimationFrame(() => whenThere(selector, act, tries - 1));
  }

  addEventListener("hashchange", openWanted);

  /* --- fields without a name, and text that scrolls out of reach of the keyboard ----------- */

  const NAMES = Object.entries({
    "#servers": "Server",
    ".examples-select-element": "Example",
    "textarea.body-param__text": "Request body",
    ".parameters-col_description :is(input, select, textarea)": "Value",
  });

  function nameFields() {
    for (const [selector, name] of NAMES) {
      for (const field of root.querySelectorAll(`${selector}:not([aria-label])`)) {
        if (field.type !== "checkbox") field.setAttribute("aria-label", nameBeside(field) ?? name);
      }
    }
    for (const block of root.querySelectorAll("pre:not([tabindex])")) block.tabIndex = 0;
  }

  /* A parameter's row, or a field of a form, starts with its name. */
  const nameBeside = (field) => field.closest("[data-param-name]")?.dataset.paramName;

  new MutationObserver(nameFields).observe(root, { childList: true, subtree: true });

  /* --- light and dark, as the theme is set ------------------------------------------------ */

  function followTheme() {
    const dark = getComputedStyle(document.body).colorScheme.includes("dark");
    document.documentElement.classList.toggle("dark-mode", dark && root.isConnected);
  }

  followTheme();
  new MutationObserver(followTheme).observe(document.body, {
    attributeFilter: ["data-md-color-scheme"],
  });
})();
