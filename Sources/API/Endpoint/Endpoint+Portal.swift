import Execution
import Portal
import SQLite
import Storage

extension Endpoint {
    /// Where somebody goes who opens the address of a portal.
    package enum Entrance {
        /// In.
        case open
        /// To another address of this server.
        case elsewhere(String)
        /// Nowhere: the token is wrong, expired or revoked.
        case unauthenticated
        /// Nowhere: whoever asks has asked for too much.
        case limited(RateStatus)
        /// Nowhere, by a mistake of ours: `response` says so.
        case failed
    }

    /// Finds out where the portal's address leads the caller.
    ///
    /// - Parameters:
    ///   - path: What stands in the address after `/portal/`.
    ///   - authorization: The value of the header of that name.
    package mutating func entrance(
        at path: String, authorization: UnsafeRawBufferPointer?, from peer: Peer
    ) -> Entrance {
        let now = environment.now()
        let id = beginRequest()
        do {
            connection.allowWork(steps: Limits.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            let caller = try self.caller(authorization, at: now)
            try chargeRequest(of: 0, by: caller?.viewer, in: peer.network, at: now)
            guard let caller else { return .unauthenticated }
            let detour = try PortalStore.detour(from: path, of: caller.viewer, at: now, in: connection)
            return detour.map(Entrance.elsewhere) ?? .open
        } catch let limited as RateLimited {
            return .limited(limited.status)
        } catch {
            _ = refuse(error, id)
            return .failed
        }
    }
}
