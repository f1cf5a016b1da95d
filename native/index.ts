/** Stub so that others can type-check; being written. See docs/native-interface (temporary). */
