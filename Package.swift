// swift-tools-version: 6.3
import PackageDescription

/// Warnings are errors, everywhere.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// Rooms that use raw memory nowhere, or in a few places: each has to say `unsafe`.
let safe = strict + [.strictMemorySafety()]

let package = Package(
    name: "portico",
    targets: [
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CAssets"),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
        .target(name: "HTTP", dependencies: ["CLinux"], swiftSettings: strict),
        .target(name: "GraphQL", swiftSettings: safe),
        .target(name: "Execution", dependencies: ["GraphQL", "SQLite"], swiftSettings: strict),
        .target(name: "Portal", swiftSettings: safe),
        .target(name: "Storage", dependencies: ["Portal", "SQLite"], swiftSettings: safe),
        .target(
            name: "API", dependencies: ["CCrypt", "Execution", "GraphQL", "Portal", "SQLite", "Storage"],
            swiftSettings: strict),
        .executableTarget(
            name: "portico",
            dependencies: ["API", "CAssets", "Execution", "GraphQL", "HTTP", "Portal", "SQLite", "Storage"],
            swiftSettings: strict),
        .executableTarget(
            name: "portico-bench", dependencies: ["API", "CAssets", "GraphQL", "Portal", "SQLite", "Storage"],
            swiftSettings: strict),
        .executableTarget(
            name: "graphql-driver", dependencies: ["Execution", "GraphQL", "SQLite"], swiftSettings: strict),
        // What several test targets need.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: safe),
        .target(
            name: "FuzzReaders", dependencies: ["Execution", "GraphQL", "HTTP"], path: "Tests/Fuzz/Readers",
            swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzReaders"], path: "Tests/Fuzz/Replay", swiftSettings: strict),
        .testTarget(
            name: "DriverTests", dependencies: ["Execution", "GraphQL", "graphql-driver", "TestSupport"],
            exclude: ["Corpus"], swiftSettings: strict),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "GraphQLTests", dependencies: ["GraphQL", "TestSupport"], exclude: ["Corpus"], swiftSettings: strict),
        .testTarget(name: "ExecutionTests", dependencies: ["Execution", "GraphQL", "SQLite"], swiftSettings: strict),
        .testTarget(
            name: "APITests",
            dependencies: ["API", "CAssets", "Execution", "GraphQL", "Portal", "SQLite", "Storage", "TestSupport"],
            exclude: ["authorization.csv", "Plans"], swiftSettings: strict),
        .testTarget(
            name: "AcceptanceTests", dependencies: ["portico", "Portal", "SQLite", "Storage", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(name: "PortalTests", dependencies: ["Portal"], swiftSettings: strict),
        .testTarget(
            name: "PorticoTests", dependencies: ["API", "HTTP", "Portal", "portico", "Storage", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Portal", "SQLite", "Storage", "TestSupport"], exclude: ["Mappings"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)

// Needs libFuzzer, with which only .ci/fuzz builds.
if Context.environment["PORTICO_FUZZ"] != nil {
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "portico-fuzz", dependencies: ["CFuzzer", "FuzzReaders"], path: "Tests/Fuzz/Fuzzer",
            swiftSettings: strict),
    ]
}
