import Execution
import Portal

/// The streams of one loop: whose they are, and the plans that they keep alive.
final class OpenStreams {
    private var viewers: [Int64: Int] = [:]
    private var plans: [ObjectIdentifier: Int] = [:]
    private var count = 0
    /// Bytes of all plans together.
    private var weight = 0

    /// Whether the viewer may open another one.
    func haveRoom(for prepared: PreparedPlan, _ viewer: Viewer) -> Bool {
        let isKnown = plans[ObjectIdentifier(prepared)] != nil
        return count < StreamLimits.perLoop && viewers[viewer.actorID, default: 0] < StreamLimits.perViewer
            && weight + (isKnown ? 0 : prepared.plan.weight) <= StreamLimits.planBytes
    }

    func add(_ prepared: PreparedPlan, for viewer: Viewer) {
        count += 1
        viewers[viewer.actorID, default: 0] += 1
        plans[ObjectIdentifier(prepared), default: 0] += 1
        if plans[ObjectIdentifier(prepared)] == 1 { weight += prepared.plan.weight }
    }

    func remove(_ prepared: PreparedPlan, for viewer: Viewer) {
        count -= 1
        viewers.takeOne(viewer.actorID)
        plans.takeOne(ObjectIdentifier(prepared))
        if plans[ObjectIdentifier(prepared)] == nil { weight -= prepared.plan.weight }
    }
}

extension Dictionary where Value == Int {
    /// Counts one less of `key`, and nothing at all of what there is none of.
    fileprivate mutating func takeOne(_ key: Key) {
        guard let count = self[key] else { return }
        self[key] = count > 1 ? count - 1 : nil
    }
}
