import Glibc
import TestSupport
import Testing

extension Robustness {
    /// More clients than the server may have files open.
    @Suite("File descriptors")
    struct DescriptorTests {
        @Test(
            "Whom it has no descriptor for it turns away at once, without a loop that spins; when others go, it serves again",
            arguments: [1, 2])
        func exhausted(_ loops: Int) throws {
            raiseDescriptorLimit()
            let directory = try TemporaryDirectory()
            let server = try RunningServer(
                ["--data", directory.file("portico.db"), "--loops", "\(loops)"], limit: "-n 256")
            let figures = ProcessFigures(id: server.id)
            var clients = try (0..<512).map { _ in try server.client() }
            // All of them have an answer or an end; each loop accepts its connections in order.
            let statuses = clients.map { $0.get("/healthz").status }
            #expect(statuses.count { $0 == 200 } == 192 && statuses.count { $0 == 0 } == 320)
            if loops == 1 { #expect(statuses[..<192].allSatisfy { $0 == 200 }) }
            if Lengths.areFull {
                let before = try figures.processorTime()
                poll(nil, 0, 1000)
                let spent = try figures.processorTime() - before
                #expect(spent < .milliseconds(200), "\(spent)")
            }
            #expect(clients[0].get("/healthz").status == 200)
            clients = []
            let start = ContinuousClock.now
            let patience = Duration.seconds(Lengths.areFull ? 2 : 20)
            var isServed = false
            while !isServed, ContinuousClock.now - start < patience {
                isServed = try server.client().get("/healthz").status == 200
            }
            #expect(isServed)
            #expect(server.stop().exitCode == 0)
        }
    }
}
