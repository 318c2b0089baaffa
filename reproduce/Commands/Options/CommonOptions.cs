using System.CommandLine;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Commands.Options;

/// <summary>The options that most verbs share.</summary>
internal static class CommonOptions
{
    /// <summary>The option --profile.</summary>
    public static readonly Option<Profile?> Profile = TypedOption.OneOf<Profile?>(
        "--profile",
        "smoke (about a minute), standard (all claims), full",
        "profile",
        Enum.GetValues<Profile>().ToDictionary(profile => profile.Name(), profile => (Profile?)profile),
        Harness.Profile.Standard);

    /// <summary>The option --seed.</summary>
    public static readonly Option<ulong?> Seed = TypedOption.Number(
        "--seed",
        "seed of every random stream, 0 to 18446744073709551615; results of each seed are kept separately",
        ulong.MinValue,
        ulong.MaxValue,
        "a seed",
        usual: Run.DefaultSeed);

    /// <summary>The option --out.</summary>
    public static readonly Option<string?> Out = new("--out", "-o")
    {
        Description = "folder for results, figures and the PDF (default: reports/build)", HelpName = "DIR",
    };

    /// <summary>The option --json.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "print JSON, with numbers in full precision" };

    /// <summary>The option --verbose.</summary>
    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "show stack traces", Recursive = true };

    /// <summary>The argument of experiment and claim ids.</summary>
    public static Argument<string[]> Ids(bool required = false) => new("ids")
    {
        Description = "experiments or claims; `list` shows them",
        Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
    };
}
