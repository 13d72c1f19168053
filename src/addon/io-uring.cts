// The io_uring capability: whether this addon and this kernel have what the model io-uring is made of.
export interface IoUringCapability {
  /** Whether liburing was there when the addon was built. */
  isBuiltIn: boolean;
  /**
   * Makes a small ring and has it receive a byte as the model does: the errno of what the kernel refuses ("EPERM", "ENOSYS"),
   * "EINVAL" where it is too old for it; null where all works. Takes less than a millisecond.
   */
  refusal(): string | null;
}
