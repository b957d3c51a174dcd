"""What a process that answers a stranger's query may do: compute, read what it has open, and write its answer.

Limits of the kernel (``resource``) hold everywhere on Linux. A filter of system calls (seccomp) takes away new
sockets and new programs beside, where the kernel lets it: the gate has refused what would need them already.
"""

import ctypes
import platform
import struct
import sys

#: Numbers of socket, connect, execve, execveat, ptrace by machine (the kernel's own tables).
_CALLS = {"x86_64": (41, 42, 59, 322, 101), "aarch64": (198, 203, 221, 281, 117)}
_ARCHES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # return EPERM
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


def limit(seconds: int, memory: int) -> None:
    """Have the kernel end this process when it uses more processor, and refuse it more memory than this.

    What it has in use already counts: that is the store, as its parent read it.
    """
    import resource

    with open("/proc/self/statm") as file:
        held, used = (int(pages) * resource.getpagesize() for pages in file.read().split()[:2])
    # An eighth is for what is held already and not yet in use.
    memory = max(memory - memory // 8 - used, 16 * 1024**2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is written but to a socket


def close_doors() -> bool:
    """No new sockets, no new programs, for this process and for good; False where the kernel does not take it."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _CALLS:
        return False
    calls = _CALLS[machine]
    program = [struct.pack("HBBI", _LOAD, 0, 0, 4), struct.pack("HBBI", _EQUAL, 1, 0, _ARCHES[machine])]
    program += [struct.pack("HBBI", _RETURN, 0, 0, _REFUSE), struct.pack("HBBI", _LOAD, 0, 0, 0)]
    for at, call in enumerate(calls):
        program.append(struct.pack("HBBI", _EQUAL, len(calls) - at, 0, call))
    program += [struct.pack("HBBI", _RETURN, 0, 0, _ALLOW), struct.pack("HBBI", _RETURN, 0, 0, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    wanted = Program(len(program), ctypes.addressof(code))
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.addressof(wanted), 0, 0) == 0)
