using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Harness;

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
            return Complain($"{telling.Message.TrimEnd('.')}; see --help", ExitCode.Usage);
        }

        var interruption = new Interruption(AfterAStop.Of(VerbOf(parse)));
        return interruption.Stopped(await RunAsync(parse, interruption));
    }

    /// <summary>All verbs with their subcommands.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Checks every claim of “Promises and Pitfalls of Generative Masked Language Modeling” (arXiv 2407.21046), gates the results, and compiles the report.");
        root.Add(CommonOptions.Verbose);
        root.Add(ReproduceCommand.Create());
        root.Add(ListCommand.Create());
        root.Add(RunCommand.Create());
        root.Add(StatusCommand.Create());
        root.Add(VerifyCommand.Create());
        root.Add(DiffCommand.Create());
        root.Add(AcceptCommand.Create());
        root.Add(ReportCommand.Create());
        root.Add(ExploreCommand.Create());
        root.Add(ScoreCommand.Create());
        root.Add(TrainCommand.Create());
        root.Add(TranslateCommand.Create());
        root.Add(T5Command.Create());
        root.Add(DataCommand.Create());
        root.Add(VocabCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(CleanCommand.Create());
        return root;
    }

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
            return Complain($"{error.Message.TrimEnd('.')}; mend that and run it again", ExitCode.Missing, parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
        catch (Exception error)
        {
            return Complain($"unexpected {error.GetType().Name}: {error.Message} (--verbose shows where)", ExitCode.Moved, parse.GetValue(CommonOptions.Verbose) ? error : null);
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
