{
  "variables": {"liburing": "<!(sh native/find-liburing)"},
  # The addon as npm installs it. Sources are found by pattern; CMakeLists.txt finds them by the same one.
  "targets": [
    {
      "target_name": "forkroad",
      "sources": ["<!@(find native -name '*.cpp')"],
      "include_dirs": ["native", "<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "_GNU_SOURCE"],
      "cflags": ["-O2", "-g1", "-Wall", "-Wextra", "-Werror", "-fvisibility=hidden"],
      "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++20", "-std=gnu++17"],
      "cflags_cc": ["-std=c++17", "-fexceptions"],
      # Symbols are bound at the load: a child of fork(2) would bind each again, in pages that it must copy for it.
      "ldflags": ["-Wl,-z,now"],
      "libraries": ["-pthread"],
      "conditions": [
        ["liburing!=''", {
          "defines": ["FORKROAD_HAS_LIBURING"],
          "libraries": ["<@(liburing)"]
        }, {
          "sources/": [["exclude", "^native/(serving/uring/|models/io-uring\\.cpp)"]]
        }]
      ]
    }
  ]
}
