"use strict";
(() => {
  document.documentElement.classList.add("js");
  const form = document.querySelector(".filters");
  if (!form) return;
  const cards = [...document.querySelectorAll("main article.finding")];
  const groups = [...document.querySelectorAll(".group")];
  const search = form.querySelector("input[type=search]");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const selects = [...form.querySelectorAll("select")];
  const output = form.querySelector("output");
  const words = new Map();

  const textOf = (card) => {
    let text = words.get(card);
    if (text === undefined) {
      text = card.textContent.toLowerCase();
      words.set(card, text);
    }
    return text;
  };

  const apply = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const chosen = selects.filter((select) => select.selectedIndex > 0);
    let shown = 0;
    for (const card of cards) {
      const data = card.dataset;
      const fits = severities.has(data.s)
        && chosen.every((select) => data[select.name].split("、").includes(select.value))
        && wanted.every((word) => textOf(card).includes(word));
      if (card.hidden === fits) card.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("article.finding:not([hidden])");
    }
    output.textContent = `${shown} / ${cards.length}`;
  };

  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));

  for (const button of document.querySelectorAll("button[data-filter]")) {
    button.addEventListener("click", () => {
      form.reset();
      const select = selects.find((each) => each.name === button.dataset.filter);
      if (select) select.value = button.dataset.value;
      apply();
      form.scrollIntoView();
      if (select) select.focus({ preventScroll: true });
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = "";
      apply();
    }
  });

  apply();
})();
