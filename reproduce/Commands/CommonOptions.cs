using System.CommandLine;
using System.Globalization;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;

namespace Gmlm.Reproduce.Commands;

/// <summary>The options that most verbs share.</summary>
internal static class CommonOptions
{
    /// <summary>The option --profile.</summary>
    public static readonly Option<string> Profile = new("--profile", "-p")
    {
        Description = "smoke (about a minute), standard (all claims), full",
        DefaultValueFactory = _ => "standard",
        HelpName = "NAME",
    };

    /// <summary>The option --seed.</summary>
    public static readonly Option<string> Seed = new("--seed")
    {
        Description = "seed of every random stream, 0 to 18446744073709551615; results of each seed are kept separately",
        DefaultValueFactory = _ => Run.DefaultSeed.ToString(CultureInfo.InvariantCulture),
        HelpName = "N",
    };

    /// <summary>The option --out.</summary>
    public static readonly Option<string?> Out = new("--out", "-o") { Description = "folder for results, figures and the PDF (default: reports/build)", HelpName = "DIR" };

    /// <summary>The option --verbose.</summary>
    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "show stack traces", Recursive = true };

    /// <summary>The argument of experiment and claim ids.</summary>
    public static Argument<string[]> Ids(bool required = false) => new("ids")
    {
        Description = "experiments or claims; `list` shows them",
        Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
    };

    /// <summary>The profile with this name, or an error that lists the profiles.</summary>
    public static Profile ParseProfile(string text) => Profiles.Names.Contains(text)
        ? Enum.Parse<Profile>(text, ignoreCase: true)
        : throw UserError.Usage($"--profile: '{text}' is not a profile; choose one of {string.Join(", ", Profiles.Names)}");

    /// <summary>The seed as a number, or an error that gives the range.</summary>
    public static ulong ParseSeed(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw UserError.Usage($"--seed: '{text}' is not a seed; give a whole number from 0 to {ulong.MaxValue}");
}
