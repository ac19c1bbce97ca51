// Makes a field ready to be typed over, or picks a drop-down's entry. Says which it did, or what is wrong.
const [el, text] = arguments;
const tidy = (words) => words.replace(/\s+/g, ' ').trim();
el.focus();
if (el.tagName !== 'SELECT') {
  if (el.readOnly) return 'The field can be read only.';
  if (el.select) el.select();
  else document.getSelection().selectAllChildren(el);
  return 'focused';
}
const entry = [...el.options].find((option) => tidy(option.text) === tidy(text));
if (!entry) return `The drop-down has no entry “${text}”; it has ${[...el.options].map((o) => `“${tidy(o.text)}”`).join(', ')}.`;
el.value = entry.value;
el.dispatchEvent(new Event('input', { bubbles: true }));
el.dispatchEvent(new Event('change', { bubbles: true }));
return 'picked';
