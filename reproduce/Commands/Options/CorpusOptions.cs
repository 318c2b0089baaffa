using System.CommandLine;
using Gmlm.Padir.Corpora;

namespace Gmlm.Reproduce.Commands.Options;

/// <summary>The options of every verb that reads corpora, and the translation of corpus errors into errors of the command line.</summary>
internal static class CorpusOptions
{
    /// <summary>The option --cache.</summary>
    public static readonly Option<string?> Cache = new("--cache")
    {
        Description = $"folder for fetched files (default: {CorpusPlaces.CacheVariable}, or gmlm in the user's cache folder)",
        HelpName = "DIR",
    };

    /// <summary>The option --mirror.</summary>
    public static readonly Option<string?> Mirror = new("--mirror")
    {
        Description =
            $"folder to take files from instead of the network (default: {CorpusPlaces.MirrorVariable}, or ../shared/data/mirror beside "
            + "the checkout)",
        HelpName = "DIR",
    };

    /// <summary>Adds the options that <see cref="Store"/> reads.</summary>
    public static T WithOptions<T>(T command) where T : Command
    {
        command.Add(Cache);
        command.Add(Mirror);
        return command;
    }

    /// <summary>The store at the folders that the options name.</summary>
    /// <exception cref="UserError">The named mirror does not exist.</exception>
    public static CorpusStore Store(ParseResult parse)
    {
        try
        {
            return new CorpusStore(CorpusPlaces.Resolve(parse.GetValue(Cache), parse.GetValue(Mirror), Repository.Find(null).Root));
        }
        catch (CorpusException error)
        {
            throw UserError.Usage(error.Message);
        }
    }

    /// <summary>Runs <paramref name="work"/>, and turns a <see cref="CorpusException"/> into an error of the command line.</summary>
    public static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (CorpusException error)
        {
            throw error.Problem == CorpusProblem.Usage ? UserError.Usage(error.Message) : UserError.Missing(error.Message, error);
        }
    }
}
