import Foundation

/// How often the tests try what may go wrong once in many times: `PORTICO_LONG_TESTS=1` for as often as was promised.
package enum Lengths {
    package static let areFull = ProcessInfo.processInfo.environment["PORTICO_LONG_TESTS"] != nil

    /// - Parameter short: How often is enough to see that it works at all.
    package static func rounds(_ full: Int, short: Int) -> Int { areFull ? full : short }
}
