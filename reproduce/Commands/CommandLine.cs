using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Commands.Gating;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Runs;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Commands.Translating;
using Gmlm.Reproduce.Commands.Upkeep;

namespace Gmlm.Reproduce.Commands;

/// <summary>The command line: verbs, exit codes, and one clear line for every error.</summary>
public static class CommandLine
{
    /// <summary>Parses and runs a command line; never throws.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        StandardStreams.Prepare();
        var parse = Root().Parse(args);
        if (parse.Errors.Count > 0)
        {
            // Of several errors, one that quotes the input is shown, since it says which word is wrong.
            var telling = parse.Errors.FirstOrDefault(error => error.Message.Contains('\'')) ?? parse.Errors[0];
            return Complain(MessageText.OneLine($"{telling.Message.TrimEnd('.')}; see --help"), ExitCode.Usage);
        }

        var interruption = new Interruption(AfterAStop.Of(VerbOf(parse)));
        return interruption.Stopped(await RunAsync(parse, interruption));
    }

    /// <summary>All verbs with their subcommands.</summary>
    internal static RootCommand Root() => new(
        "Checks every claim of “Promises and Pitfalls of Generative Masked Language Modeling” (arXiv "
        + "2407.21046), gates the results, and compiles the report.")
    {
        CommonOptions.Verbose,
        ReproduceCommand.Create(),
        ListCommand.Create(),
        RunCommand.Create(),
        StatusCommand.Create(),
        GraphCommand.Create(),
        VerifyCommand.Create(),
        DiffCommand.Create(),
        AcceptCommand.Create(),
        ReportCommand.Create(),
        ExportCommand.Create(),
        ExploreCommand.Create(),
        ScoreCommand.Create(),
        TrainCommand.Create(),
        TranslateCommand.Create(),
        T5Command.Create(),
        DataCommand.Create(),
        VocabCommand.Create(),
        DoctorCommand.Create(),
        CleanCommand.Create(),
        CompletionCommand.Create(),
    };

    // The first word after the program's name, such as data; not a subcommand of data.
    private static string VerbOf(ParseResult parse)
    {
        SymbolResult result = parse.CommandResult;
        while (result.Parent is CommandResult { Parent: not null } above)
        {
            result = above;
        }

        return ((CommandResult)result).Command.Name;
    }

    private static async Task<int> RunAsync(ParseResult parse, Interruption interruption)
    {
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, interruption.Token);
        }
        catch (Exception) when (interruption.HasCome)
        {
            return ExitCode.Interrupted; // After a signal, an exception of the verb is a consequence of the stop.
        }
        catch (Exception error) when (error is ReaderGoneException || (error is IOException failed && StandardStreams.IsReaderGone(failed)))
        {
            return ExitCode.ReaderGone;
        }
        catch (UserError error)
        {
            return Complain(error.Message, error.ExitCode, parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException || FileTooLarge.Is(error))
        {
            return Complain(
                $"{error.Message.TrimEnd('.')}; mend that and run it again",
                ExitCode.Missing,
                parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
        catch (Exception error)
        {
            return Complain(
                $"unexpected {error.GetType().Name}: {error.Message} (--verbose shows where)",
                ExitCode.Moved,
                parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
    }

    private static int Complain(string message, int exitCode, Exception? details = null)
    {
        Console.Error.WriteLine(message);
        if (details is not null)
        {
            Console.Error.WriteLine(details);
        }

        return exitCode;
    }
}
