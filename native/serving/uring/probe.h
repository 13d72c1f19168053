// Whether this kernel lets this process have what the model io-uring needs.
#pragma once

namespace forkroad {

/// 0, or the errno of what is refused; EINVAL where the kernel is older than the operations. From any thread.
int refusal_of_io_uring();

}  // namespace forkroad
