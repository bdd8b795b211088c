/* Before anything is painted: how this reader wants pages to look, kept in this browser alone. Not a module, for modules wait. */
(() => {
  try {
    const kept = JSON.parse(localStorage.getItem("huadan.look") || "{}");
    for (const name of ["theme", "type", "quiet"]) if (kept[name]) document.documentElement.dataset[name] = kept[name];
  } catch {
    // No storage: the page looks as the machine says.
  }
})();
