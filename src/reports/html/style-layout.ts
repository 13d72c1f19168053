// The rules of the page's style sheet, free of colours of their own.

const text = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:clamp(1.6rem,4vw,2.3rem);line-height:1.15;letter-spacing:-.02em;margin:0 0 .6rem}
h2{font-size:1.5rem;letter-spacing:-.01em;margin:3.2rem 0 .3rem;padding-top:.6rem;border-top:2px solid var(--ink)}
h3{font-size:1.1rem;margin:1.6rem 0 .2rem}
figcaption h3{font-size:1rem;margin:0}
p{margin:.3rem 0 .7rem;max-width:46rem}
a{color:var(--link)}
.anchor{font-weight:400;text-decoration:none;opacity:.35}
.anchor:hover,.anchor:focus{opacity:1}
.lead,.about,.aside,figcaption p,.notes{color:var(--soft)}
.about{font-size:.875rem;margin:.1rem 0;max-width:none}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:1.1rem 0 0;padding:0;font-size:.9rem}
nav.scenarios ul{margin-top:.3rem}
.where{font-weight:400;font-size:.9em}
.scenario .finding{font-size:1rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:3}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
#theme{position:absolute;right:1rem;top:.9rem;font:inherit;font-size:.85rem;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.25rem .7rem;cursor:pointer}
#tip{position:fixed;z-index:2;max-width:min(24rem,calc(100vw - 16px));background:var(--ink);color:var(--paper);font-size:.85rem;line-height:1.4;padding:.35rem .6rem;border-radius:5px;pointer-events:none}
`;

const parts = `
.verdict{border-left:4px solid var(--link);padding:.1rem 0 .1rem 1.1rem;margin:1.2rem 0}
.verdict h3{margin:0 0 .2rem;font-size:1rem;color:var(--soft);font-weight:600}
.finding{font-size:1.17rem;line-height:1.5;margin:0 0 .3rem;max-width:52rem}
.aside{font-size:.9rem;margin:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(15.5rem,1fr));gap:.7rem;margin:1rem 0}
.tile{background:var(--card);border-radius:8px;padding:.7rem .9rem}
.tile.warning{background:var(--warningBack)}
.tile dt{font-size:.85rem;color:var(--soft)}
.tile dd{margin:0}
.value{font-size:1.45rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
.warning .value{color:var(--warning)}
.meaning{font-size:.82rem;color:var(--soft);line-height:1.4}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.875rem;line-height:1.35;font-variant-numeric:tabular-nums;overflow-wrap:normal}
caption{text-align:left;color:var(--soft);padding:.3rem 0;font-size:.82rem}
th,td{padding:.38rem .7rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
thead th{color:var(--soft);font-weight:600;border-bottom-color:var(--soft);vertical-align:bottom;white-space:normal}
tbody th,th:first-child,td.words,.ranking th:nth-child(2),th.words{text-align:left}
tbody th{font-weight:600}
.ranking{width:100%}
td.words{white-space:normal;min-width:14rem}
.whole{white-space:nowrap}
b.whole{font-weight:650}
tr.baseline{background:var(--card)}
tr.faint{color:var(--soft)}
.pill{display:inline-block;border-radius:4px;padding:.05rem .45rem;margin-left:-.45rem}
.pill.less{color:var(--less);background:var(--lessBack)}
.pill.more{color:var(--more);background:var(--moreBack)}
.pill.same,.pill.open{color:var(--open);background:var(--openBack)}
.swatch{width:.85em;height:.85em;margin-right:.5em;vertical-align:-.06em}
.notes{font-size:.85rem;padding-left:1.1rem;margin:.5rem 0}
details{margin:.4rem 0 0;font-size:.9rem}
details.charts{border-top:1px solid var(--line);margin:.8rem 0 0;padding-top:.5rem;font-size:1rem}
details.charts>summary{font-size:1.05rem;font-weight:600}
.matrix td{text-align:center}
.matrix thead th.model{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;white-space:nowrap;padding:.7rem .3rem}
.matrix thead th.of{text-align:center;vertical-align:bottom;max-width:9rem}
.matrix thead th.of small{display:block;font-weight:400;color:var(--soft)}
.matrix th,.matrix td.resource,.texts th,.texts td{text-align:left}
.texts td{white-space:normal;min-width:7rem}
.matrix td{padding:.3rem .45rem}
.matrix td.less{color:var(--less);background:var(--lessBack)}
.matrix td.more{color:var(--more);background:var(--moreBack)}
.matrix td.same,.matrix td.open{color:var(--open);background:var(--openBack)}
.matrix td.bad{color:var(--warning);background:var(--warningBack);font-weight:700}
summary{cursor:pointer;color:var(--link);width:fit-content}
dl.facts,dl.words{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.35rem 1.2rem;font-size:.92rem;margin:1rem 0}
dl.facts dt,dl.words dt{font-weight:600}
dl.facts dd,dl.words dd{margin:0}
footer{color:var(--soft);font-size:.85rem;padding:2.5rem 1.25rem}
`;

const charts = `
figure{margin:1.6rem 0 2.2rem}
figcaption p{font-size:.88rem;margin:.15rem 0 .5rem}
svg{display:block;width:100%;height:auto;overflow:visible}
svg.swatch{display:inline-block;width:.85em;height:.85em}
svg.narrow{display:none;max-width:30rem}
svg text{fill:var(--ink);font-family:inherit;font-variant-numeric:tabular-nums}
svg .tick{fill:var(--soft);font-size:.92em}
svg .name{font-weight:600}
svg.narrow .name,svg.narrow .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:block}
.grid{stroke:var(--line);stroke-width:1}
.reference{stroke:var(--ink);stroke-width:1.5}
.band{fill:var(--band)}
.strip{fill:var(--card)}
.hit{fill:transparent}
g:hover>.hit,g:focus>.hit{fill:var(--card)}
.solid{fill:var(--c);stroke:var(--paper);stroke-width:1}
.hollow{fill:var(--paper);stroke:var(--c);stroke-width:2}
.interval{stroke:var(--c);stroke-width:2.2}
.arrow{fill:var(--c);stroke:var(--c);stroke-width:2.2}
.absent{stroke:var(--line);stroke-width:1;stroke-dasharray:2 5}
.faint text{fill:var(--soft);font-weight:400}
.curve{fill:none;stroke:var(--c);stroke-width:2.2;stroke-linejoin:block}
.dashed{stroke-dasharray:6 4}
.spread{fill:var(--c);opacity:.13}
.leader{fill:none;stroke:var(--c);stroke-width:1;opacity:.5}
svg .inked{fill:var(--c);font-weight:600}
.ring{fill:none;stroke:var(--ink);stroke-width:1.8}
.joint{stroke:var(--c);stroke-width:1.2;stroke-dasharray:2 3}
.part{fill:var(--c)}
.added,.saved{fill:none;stroke:var(--c);stroke-width:1.5}
.saved{stroke-dasharray:4 3}
.hatched{fill:url(#hatch);opacity:.75}
.stripe{fill:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;padding:0;margin:.2rem 0 .5rem;font-size:.85rem}
.legend.named{display:none}
`;

const windows = `
@media (max-width:44rem){
svg.wide{display:none}
svg.narrow{display:block}
.legend.named{display:flex}
svg.swatch{display:inline-block}
header,main,footer{padding-left:.9rem;padding-right:.9rem}
header{padding-top:3.2rem}
dl.facts,dl.words{grid-template-columns:1fr;gap:.1rem}
dl.facts dd,dl.words dd{margin-bottom:.6rem}
.finding{font-size:1.05rem}
}
@media print{
@page{margin:14mm}
body{font-size:10.5pt}
header,main,footer{max-width:none;padding:0}
nav,#theme,#tip,.skip,.anchor,details:not([open]){display:none}
svg.wide{display:block}
svg.narrow{display:none}
figure,article.verdict,.tile,tr,dl.words dd,h2,.lead{break-inside:avoid}
h2,h3,.lead,figcaption,.legend,caption{break-after:avoid}
table{font-size:8pt}
h2{margin-top:1.6rem}
.table{break-inside:avoid}
.scroll{overflow:visible}
th,td{padding:.25rem .4rem}
thead th,td.words{white-space:normal}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

export const layout = [text, parts, charts, windows].map((each) => each.trim()).join('\n');
