namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>Everything that a result depends on. Two equal dependency records give the same result.</summary>
/// <param name="Parameters">The experiment's resolved parameters, with profile, seed and generator.</param>
/// <param name="Code">Type name → hash of the reachable code.</param>
/// <param name="Inputs">File name → SHA-256 of the corpora and checkpoints that are read.</param>
public sealed record Dependencies(
    SortedDictionary<string, string> Parameters,
    SortedDictionary<string, string> Code,
    SortedDictionary<string, string> Inputs);

/// <summary>The machine a result was computed on.</summary>
/// <param name="Processor">Model name.</param>
/// <param name="InstructionSet">The widest vector instructions that .NET uses on it.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Runtime">.NET version.</param>
public sealed record Machine(string Processor, string InstructionSet, int Cores, string System, string Runtime);

/// <summary>The sidecar of a result file: how the result was computed.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="ResultSha256">The SHA-256 of the result file, by which a sidecar and a result that do not belong together are
/// recognised.</param>
/// <param name="Commit">The checkout's commit, or "unknown: " and the reason (<see cref="GitCheckout"/>).</param>
/// <param name="Dirty">Whether tracked files differed from the commit.</param>
/// <param name="Machine">The machine of the computation.</param>
/// <param name="Libraries">Package name → version, for the packages that compute.</param>
/// <param name="Seconds">Wall time of the experiment.</param>
/// <param name="PeakMemoryMiB">Peak resident memory of the process so far.</param>
/// <param name="Dependencies">Everything the result depends on, which is its cache key.</param>
public sealed record Provenance(
    string Experiment,
    string ResultSha256,
    string Commit,
    bool Dirty,
    Machine Machine,
    SortedDictionary<string, string> Libraries,
    double Seconds,
    double PeakMemoryMiB,
    Dependencies Dependencies);
