import Testing

/// A browser and a server with the demo's data, in which all tests of a suite that leave them as they are make their visits.
struct SharedDemo: SuiteTrait, TestScoping {
    struct Place {
        let browser: Chromium
        let server: RunningServer

        init() throws {
            browser = try Chromium()
            server = try RunningServer(["--demo"])
        }
    }

    @MainActor private(set) static var place: Place?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await MainActor.run { Self.place = try Place() }
        try await function()
        await MainActor.run {
            #expect(Self.place?.server.stop().exitCode == 0)
            Self.place = nil
        }
    }
}
