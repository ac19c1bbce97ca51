// Finds what a person would mean by a name. Runs in the page as the body of a function:
// arguments[0] is what is looked for (press, field, choice), arguments[1] the path of names, outermost first.
// Gives { element } or { problem }, a sentence naming what is there instead.
const [kind, path] = arguments;

const PRESS = 'button, a[href], summary, input[type=button], input[type=submit], [role=button], [role=link],' +
  ' [role=tab], [role=menuitem], [role=option], [role=radio], [role=switch]';
const FIELD = 'input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]):not([type=hidden]),' +
  ' textarea, select, [role=textbox], [role=combobox], [role=searchbox], [role=spinbutton], [contenteditable=true]';
const CHOICE = 'input[type=radio], input[type=checkbox], [role=radio], [role=checkbox], [role=switch]';
const PLACE = 'fieldset, section, article, form, dialog, table, tr, li, nav, aside, header, footer, main, dl,' +
  ' [role=group], [role=radiogroup], [role=region], [role=dialog], [role=alertdialog], [role=row], [role=listitem],' +
  ' [role=tabpanel], [role=search], [role=navigation], [role=alert], [role=status]';

const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const low = (text) => tidy(text).toLowerCase();
// A person can reach only what an open modal dialog leaves.
const modals = [...document.querySelectorAll('dialog:modal, [aria-modal=true]')].filter((el) => el.checkVisibility());
const root = modals.at(-1) ?? document;

// A real radio under a drawn one may be see-through: for those the label counts.
function seen(el) {
  if (el.closest('[inert], [aria-hidden=true]')) return false;
  const shown = el.matches(CHOICE) && el.labels?.length ? el.labels[0] : el;
  return shown.checkVisibility({ visibilityProperty: true }) && shown.getClientRects().length > 0;
}

function words(el, leaveOut = '[aria-hidden=true]') {
  const copy = el.cloneNode(true);
  for (const part of copy.querySelectorAll(leaveOut + ', script, style')) part.remove();
  // Parts set side by side by the layout alone would run together in textContent.
  for (const part of copy.querySelectorAll('*')) part.append(' ');
  return tidy(copy.textContent);
}

function byIds(el, attribute) {
  const ids = el.getAttribute(attribute)?.split(/\s+/) ?? [];
  return tidy(ids.map((id) => document.getElementById(id)?.textContent).join(' '));
}

// Every name an element can be called by, the proper one first.
function names(el) {
  const found = [byIds(el, 'aria-labelledby'), tidy(el.getAttribute('aria-label'))];
  if (el.labels) {
    for (const label of el.labels) found.push(words(label), words(label, '[aria-hidden=true], .hint, small, input, textarea, select'));
  }
  if (el.matches(PRESS)) {
    if (el.tagName === 'INPUT') found.push(tidy(el.value));
    else found.push(words(el), words(el, '[aria-hidden=true], kbd, .key, .keys, svg'));
  }
  if (el.matches(CHOICE) && !el.labels?.length) found.push(words(el));
  if (el.matches(PLACE)) {
    const head = el.querySelector(':scope > legend, :scope > caption, h1, h2, h3, h4, [role=heading]');
    if (head) found.push(words(head));
    if (el.matches('tr, li, article, [role=row], [role=listitem]')) found.push(words(el));
  }
  found.push(tidy(el.getAttribute('title')));
  return found.filter(Boolean);
}

// 0 the very name, 1 begins with it, 2 contains it; no match is null.
function rank(el, wanted) {
  const all = names(el).map(low);
  if (all.includes(wanted)) return 0;
  if (all.some((name) => name.startsWith(wanted + ' ') || name.startsWith(wanted))) return 1;
  return all.some((name) => name.includes(wanted)) ? 2 : null;
}

function best(elements, wanted) {
  const ranked = elements.map((el) => [rank(el, wanted), el]).filter(([r]) => r !== null);
  const least = Math.min(...ranked.map(([r]) => r));
  return ranked.filter(([r]) => r === least).map(([, el]) => el);
}

const visible = (within, selector) => [...within.querySelectorAll(selector)].filter(seen);
const list = (elements) => {
  const all = [...new Set(elements.map((el) => names(el)[0]).filter(Boolean))].map((name) => `“${name.slice(0, 60)}”`);
  return all.length ? all.slice(0, 30).join(', ') : 'none';
};

const selector = { press: PRESS, field: FIELD, choice: CHOICE }[kind];
const noun = { press: 'button or link', field: 'field', choice: 'choice' }[kind];
const wanted = low(path.at(-1));

let places = [root];
for (const name of path.slice(0, -1)) {
  const inside = places.flatMap((place) => visible(place, PLACE));
  // The same words name a row and everything around it: the innermost that holds the thing is meant.
  const holding = [...new Set(inside)].filter(
    (place) => rank(place, low(name)) !== null && visible(place, name === path.at(-2) ? selector : '*').length,
  );
  if (!holding.length) return { problem: `Nothing here is called “${name}”. There are: ${list(inside)}.` };
  places = holding;
}
let found = [];
if (path.length === 1) {
  found = best(visible(root, selector), wanted);
} else {
  const smallest = places
    .map((place) => [place, best(visible(place, selector), wanted)])
    .filter(([, hits]) => hits.length)
    .filter(([place], _, all) => !all.some(([other]) => other !== place && place.contains(other)));
  found = [...new Set(smallest.flatMap(([, hits]) => hits))];
}

if (!found.length) {
  const there = places.flatMap((place) => visible(place, selector));
  return { problem: `There is no ${noun} called “${path.at(-1)}”. There are: ${list(there)}.` };
}
// A link around a button, or a label twice over, is one thing.
found = found.filter((el) => !found.some((other) => other !== el && el.contains(other)));
if (found.length > 1) {
  return { problem: `${found.length} things are called “${path.at(-1)}”: ${list(found)}. Say where: “Place > ${path.at(-1)}”.` };
}
const [element] = found;
if (element.disabled || element.getAttribute('aria-disabled') === 'true') {
  return { problem: `“${path.at(-1)}” is greyed out.` };
}
element.scrollIntoView({ block: 'nearest' });
return { element: kind === 'choice' && element.labels?.length ? element.labels[0] : element, control: element };
