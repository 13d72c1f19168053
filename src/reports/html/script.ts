// The page's only script: the theme button, and the text of a chart's point for pointer and keyboard.

export const script = `
'use strict';
const root = document.documentElement;
const button = document.getElementById('theme');
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
const name = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
button.hidden = false;
button.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; name(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
name();
const tip = document.getElementById('tip');
const show = (target, x, y) => {
  tip.textContent = target.dataset.tip;
  tip.hidden = false;
  tip.style.left = Math.max(8, Math.min(x, innerWidth - tip.offsetWidth - 8)) + 'px';
  tip.style.top = Math.max(8, y - tip.offsetHeight - 12) + 'px';
};
const hide = () => { tip.hidden = true; };
const marked = (event) => event.target instanceof Element ? event.target.closest('[data-tip]') : null;
addEventListener('pointermove', (event) => {
  const target = marked(event);
  if (target) show(target, event.clientX + 12, event.clientY); else hide();
});
addEventListener('focusin', (event) => {
  const target = marked(event);
  if (!target) return hide();
  const box = target.getBoundingClientRect();
  show(target, box.left + box.width / 3, box.top + 6);
});
addEventListener('scroll', hide, { passive: true });
addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
`;
