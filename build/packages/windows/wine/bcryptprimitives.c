/* Windows' own random numbers, which Wine 8 lacks under this name (learn.microsoft.com, ProcessPrng). */
#include <stddef.h>
int __stdcall SystemFunction036(void *bytes, unsigned long count);
__declspec(dllexport) int ProcessPrng(unsigned char *bytes, size_t count) { return SystemFunction036(bytes, (unsigned long)count); }
