'use strict';

// The page is complete without this script, which filters the claims and steps through the traces.
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  const form = document.getElementById('filters');
  const count = document.getElementById('filter-count');
  const text = document.getElementById('filter-text');
  const choices = all('select', form);
  const claims = all('.claim').map(element => ({ element, words: element.textContent.toLowerCase() }));

  // An experiment is shown if it has a claim that is shown. One without claims is shown if nothing is filtered.
  function showGroups(selector, filtered) {
    for (const group of all(selector)) {
      const inside = all('.claim', group);
      group.hidden = inside.length > 0 ? inside.every(claim => claim.hidden) : filtered;
    }
  }

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(word => word !== '');
    const chosen = choices.filter(choice => choice.value !== '');
    let shown = 0;
    for (const claim of claims) {
      const fits = chosen.every(choice => claim.element.getAttribute('data-' + choice.getAttribute('data-filter')) === choice.value)
        && words.every(word => claim.words.includes(word));
      claim.element.hidden = !fits;
      if (fits) shown += 1;
    }
    const filtered = chosen.length + words.length > 0;
    showGroups('.experiment', filtered);
    showGroups('.part', filtered);
    count.textContent = filtered ? `${shown} of ${claims.length} claims` : `${claims.length} claims`;
  }

  function reset() {
    for (const choice of choices) choice.value = '';
    text.value = '';
    filter();
  }

  // A link to a claim that is filtered away shows everything again.
  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest('[hidden]')) {
      reset();
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', event => {
    event.preventDefault();
    reset();
  });
  window.addEventListener('hashchange', follow);

  for (const trace of all('.trace')) {
    const rows = all('tbody tr', trace);
    const button = action => trace.querySelector(`[data-action="${action}"]`);
    const said = trace.querySelector('output');
    let step = rows.length;

    const show = (wanted, words) => {
      step = Math.min(Math.max(wanted, 1), rows.length);
      rows.forEach((row, i) => { row.hidden = i >= step; });
      said.textContent = words || `Iteration ${step} of ${rows.length}`;
    };

    // From the view of all iterations, the next one is the first.
    let isWhole = true;
    const move = by => {
      show(isWhole && by > 0 ? 1 : step + by);
      isWhole = false;
    };
    button('previous').addEventListener('click', () => move(-1));
    button('next').addEventListener('click', () => move(1));
    button('all').addEventListener('click', () => {
      isWhole = true;
      show(rows.length, `All ${rows.length} iterations`);
    });
    trace.querySelector('.steps').hidden = false;
  }

  // What is folded on the screen is unfolded on paper.
  window.addEventListener('beforeprint', () => {
    for (const details of all('details:not([open])')) {
      details.open = true;
      details.setAttribute('data-printed', '');
    }
  });
  window.addEventListener('afterprint', () => {
    for (const details of all('details[data-printed]')) {
      details.open = false;
      details.removeAttribute('data-printed');
    }
  });
})();
