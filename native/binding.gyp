{
  "target_defaults": {
    "cflags": ["-Wall", "-Wextra"],
  },
  "variables": {
    # A helper runs where no library is: in an empty root file system, or as the launcher of one.
    "static_flags": ["-static"],
  },
  "targets": [
    {
      "target_name": "brine",
      "dependencies": ["<!(node -p \"require('node-addon-api').targets\"):node_addon_api_except"],
      "sources": ["<!@(ls addon/*.cc)"],
      "defines": ["NAPI_VERSION=9", "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
      "cflags_cc": ["-std=c++20"],
      "cflags_cc!": ["-std=gnu++20", "-std=gnu++17"],
      # Node unloads it with the last thread that has loaded it, a worker perhaps, and lets its loop come to an end only then: what the loop
      # calls back must still be there.
      "ldflags": ["-Wl,-z,nodelete"],
    },
    {
      "target_name": "launcher",
      "type": "executable",
      "sources": ["<!@(ls launcher/*.cc)"],
      "cflags_cc": ["-std=c++20", "-fno-exceptions", "-fno-rtti"],
      "cflags_cc!": ["-std=gnu++20", "-std=gnu++17"],
      "ldflags": ["<@(static_flags)"],
    },
    {
      "target_name": "pause",
      "type": "executable",
      "sources": ["pause/pause.c"],
      "ldflags": ["<@(static_flags)"],
    },
    {
      "target_name": "probe",
      "type": "executable",
      "sources": ["<!@(ls probe/*.c)"],
      "cflags_c": ["-std=gnu11"],
      "ldflags": ["<@(static_flags)"],
    },
  ],
}
