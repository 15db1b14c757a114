/// A response status code of RFC 9110 §15 that this server sends.
package enum Status: Int, Sendable {
    case ok = 200
}
