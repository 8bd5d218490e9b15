package redline

// pageStyle is the look of a redline that stands alone, on a screen and on paper.
const pageStyle = `:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:60rem;color:#1a1a1a;background:#fff;font:1rem/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:break-word}
body:has([value=sides]:checked){max-width:84rem}
h1{margin:0;font-size:1.6rem;line-height:1.25}
h2{margin:0;font-size:1.2rem;line-height:1.3}
p{margin:0 0 .6rem}
a{color:#174a8c;text-underline-offset:.15em}
:focus-visible{outline:3px solid #174a8c;outline-offset:2px}
.acts{margin:.25rem 0 1rem;font-weight:600}
.summary,.words{margin:0}
.facts{margin:.75rem 0 0;padding-left:1.25rem}
.astray{color:#7a3300}
details{margin:.75rem 0 0}
summary{width:fit-content;cursor:pointer}
.views{margin:1rem 0;padding:.5rem .75rem;border:1px solid #8a8a8a;border-radius:.25rem}
.views label{display:inline-block;margin-right:1.25rem;padding:.2rem 0}
@supports not selector(:has(a)){.views{display:none}}
.changes{margin:0 0 1.5rem;padding-left:2.5rem}
.changes li{padding:.15rem 0}
.changes a{text-decoration:none}
.changes a b{text-decoration:underline}
.moves{padding-left:1.25rem}
.d,.num{color:#555;white-space:nowrap}
.tag{display:inline-block;padding:0 .4rem;border-radius:.2rem;color:#333;background:#ececec;font-size:.875rem}
.prov{margin:0 0 1.5rem;padding:.75rem 1rem;border:1px solid #c4c4c4;border-radius:.25rem;scroll-margin-top:2.5rem}
.prov:target{border-color:#174a8c;box-shadow:0 0 0 2px #174a8c}
.kinds{margin:.25rem 0 .4rem}
.steps{margin:.25rem 0 .75rem;font-size:.9375rem}
.steps a{display:inline-block;margin-right:1rem;padding:.2rem 0}
.title{margin:0 0 1.5rem;font-weight:600}
ins{color:#0a4d24;background:#e2f4e7;text-decoration:underline;text-underline-offset:.15em}
del{color:#8a1420;background:#fbe6e6;text-decoration:line-through}
del+ins{margin-left:.1em}
.typographic{border-bottom:1px dotted #555}
.was{margin-right:.25em;color:#555}
.moved{margin:0 0 .6rem;padding:.4rem .75rem;border-left:4px solid #6b4a9c;background:#f6f3fb}
.note{font-style:italic}
table{width:100%;margin:0 0 .6rem;border-collapse:collapse}
td{padding:.25rem .5rem;border:1px solid #8a8a8a;text-align:left;vertical-align:top}
td.changed{background:#fff8e1}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.heads{margin:0 0 1rem}
.heads,.side,.same.old{display:none}
body:has([value=changed]:checked) .same{display:none}
body:has([value=sides]:checked) .one{display:none}
body:has([value=sides]:checked) p:is(.side,.same){display:block}
body:has([value=sides]:checked) table:is(.side,.same){display:table}
@media (min-width:45rem),print{
body:has([value=sides]:checked) :is(.text,.heads){display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);column-gap:1.5rem;align-items:start}
body:has([value=sides]:checked) .heads{position:sticky;top:0;padding:.3rem 1rem;background:#fff;border-bottom:1px solid #8a8a8a;font-weight:600}
body:has([value=sides]:checked) .heads p{margin:0}
body:has([value=sides]:checked) .text>:is(.old,.from){grid-column:1}
body:has([value=sides]:checked) .text>:is(.new,.to,.same:not(.old)){grid-column:2}
}
@media screen and (max-width:44.99rem){
body:has([value=sides]:checked) .same.old{display:none}
body:has([value=sides]:checked) .old{padding-left:.6rem;border-left:4px solid #8a1420}
body:has([value=sides]:checked) .new{padding-left:.6rem;border-left:4px solid #0a4d24}
}
@media print{
@page{size:A4;margin:20mm 15mm}
*{color:#000!important;background:none!important;box-shadow:none!important}
body,body:has([value=sides]:checked){max-width:none;padding:0;font-size:10.5pt}
a,.changes a b{text-decoration:none!important}
.views,.steps,.visually-hidden{display:none}
.heads{position:static!important}
.prov,.moved,p,tr,li{break-inside:avoid}
h2,.kinds{break-after:avoid}
ins{font-weight:600}
details::details-content{content-visibility:visible;block-size:auto;opacity:1}
}
`
