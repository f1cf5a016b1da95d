/* The parts of the report, each by its subject. Each writes members of the object that is open. */
#pragma once

void report_identity(void);    /* PIDs, user and group IDs, what it may do */
void report_execution(void);   /* arguments, environment, directory, descriptors, signals, resource limits */
void report_namespaces(void);  /* namespaces, ID mappings, control groups */
void report_kernel(void);      /* names, kernel, memory, CPUs, clocks */
void report_mounts(void);
void report_network(void);
