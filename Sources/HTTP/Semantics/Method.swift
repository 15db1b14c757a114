/// A request method of RFC 9110 §9 or RFC 5789 that this server recognises; any other is 501.
///
/// HEAD is missing on purpose: it is handled as GET and `Reply` leaves the content out (RFC 9110 §9.3.2).
package enum Method: Sendable {
    case get, post, put, patch, delete, options, trace
}
