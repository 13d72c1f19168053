// How the diagrams look, in light and in dark.

export const style = `
    text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1f2328 }
    .name { font: 600 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
    .mid { text-anchor: middle }
    .end { text-anchor: end }
    .soft { fill: #57606a }
    .page { fill: #ffffff }
    .kernel { fill: #f6f8fa; stroke: #d0d7de }
    .process { fill: #ffffff; stroke: #57606a; stroke-width: 2 }
    .thread { fill: #eaeef2; stroke: #8c959f }
    .queue { fill: none; stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 5 4 }
    .made { stroke-dasharray: 3 3 }
    .wire { fill: none; stroke: #57606a; stroke-width: 1.8 }
    .tip { fill: #57606a }
    .hand { fill: none; stroke: #8250df; stroke-width: 1.8 }
    .handtip, .handtext { fill: #8250df }
    .c1 { fill: #cfe3ff; stroke: #0b62c4 }
    .c2 { fill: #ffe2bd; stroke: #b35900 }
    .c3 { fill: #c9efd9; stroke: #117a49 }
    .c4 { fill: #f3d9fa; stroke: #862e9c }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f3f6 }
      .soft { fill: #b1bac4 }
      .page { fill: #0d1117 }
      .kernel { fill: #161b22; stroke: #3d444d }
      .process { fill: #0d1117; stroke: #9ea7b3 }
      .thread { fill: #262c36; stroke: #6e7681 }
      .queue, .wire { stroke: #9ea7b3 }
      .tip { fill: #9ea7b3 }
      .hand { stroke: #c297ff }
      .handtip, .handtext { fill: #c297ff }
      .c1 { fill: #123b6d; stroke: #6cb0ff }
      .c2 { fill: #5c3300; stroke: #ffb057 }
      .c3 { fill: #0f4a2d; stroke: #5fd394 }
      .c4 { fill: #4a1d57; stroke: #e599f7 }
    }
  `;
