/// Why a server could not start.
package enum ServerError: Error {
    /// Another socket serves this address.
    case addressInUse(host: String, port: UInt16)
    /// The host is no address of this machine.
    case addressUnavailable(host: String)
    /// Another program listens on this socket in the file system.
    case socketInUse(path: String)
    /// No socket can be made there.
    case socketUnavailable(path: String, reason: String)
    /// A system call failed with an errno.
    case system(call: String, errno: Int32)
    /// The handler of an event loop could not be made.
    case handlerFailed(any Error)
}
