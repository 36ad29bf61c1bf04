// Two small habits: show the chosen panel, and fit drawings to paper.
const fit = (root) =>
  root.querySelectorAll(".js-plotly-plot").forEach((plot) => Plotly.Plots.resize(plot));
document.querySelectorAll("select[data-panels]").forEach((select) => {
  const panels = document.querySelectorAll(`[data-panel-of="${select.dataset.panels}"]`);
  const show = () =>
    panels.forEach((panel, index) => {
      panel.hidden = index !== select.selectedIndex;
      if (!panel.hidden) fit(panel);
    });
  select.addEventListener("change", show);
  show();
});
window.addEventListener("beforeprint", () => fit(document));
window.addEventListener("afterprint", () => fit(document));
