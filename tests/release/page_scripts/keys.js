const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const said = () => document.activeElement.getAttribute("aria-label");
document.querySelector("#figure-visits-per-year .mark").focus();
const walk = [said()];
for (const key of ["ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"]) {
  press(key);
  walk.push(said());
}
press("Enter");
const { view, since, until } = State.now;
answer({ walk, state: [view, since, until], shown: document.querySelectorAll("#visits tbody tr").length });
