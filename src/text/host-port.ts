// An address as it is typed and printed: an IPv6 host has colons of its own, and stands in brackets.

export const hostPort = ({ host, port }: { host: string; port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
