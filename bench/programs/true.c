/* The smallest program there is: it ends with 0. No C library, whose start-up would be measured too. */
#if defined(__x86_64__)
__asm__(".globl _start\n_start: mov $231, %eax\n xor %edi, %edi\n syscall\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start: mov x8, #94\n mov x0, #0\n svc #0\n");
#else
#error "exit_group(2) has to be written for this architecture"
#endif
