// Preloaded into a server by the bench: memory that its process holds, all of it touched.
const megabytes = Number(process.env.FORKROAD_BENCH_BALLAST_MB);
// Small enough for the allocator to take ordinary pages, and kept alive by the exported array.
const chunkBytes = 1 << 20;

export const ballast = Array.from({ length: megabytes }, () => Buffer.alloc(chunkBytes, 1));
