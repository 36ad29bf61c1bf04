// Small habits: show the chosen panel, on paper all of them, and fit drawings to paper.
const fit = (root) =>
  root.querySelectorAll(".js-plotly-plot").forEach((plot) => Plotly.Plots.resize(plot));
const choices = [];
document.querySelectorAll("select[data-panels]").forEach((select) => {
  const panels = document.querySelectorAll(`[data-panel-of="${select.dataset.panels}"]`);
  const show = () =>
    panels.forEach((panel, index) => {
      panel.hidden = index !== select.selectedIndex;
      if (!panel.hidden) fit(panel);
    });
  select.addEventListener("change", show);
  show();
  choices.push({ panels, show });
});
window.addEventListener("beforeprint", () => {
  choices.forEach(({ panels }) => panels.forEach((panel) => (panel.hidden = false)));
  fit(document);
});
window.addEventListener("afterprint", () => {
  choices.forEach(({ show }) => show());
  fit(document);
});
