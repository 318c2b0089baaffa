using System.CommandLine;
using System.Text;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>The command line: verbs, exit codes, and one clear line for every error.</summary>
public static class CommandLine
{
    // Long enough for an experiment to notice at its next progress report; finished results are on disk already.
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromSeconds(2);

    /// <summary>Parses and runs; never throws.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var parse = Root().Parse(args);
        if (parse.Errors.Count > 0)
        {
            // Of several complaints the one that quotes what was typed helps most.
            var telling = parse.Errors.FirstOrDefault(error => error.Message.Contains('\'')) ?? parse.Errors[0];
            return Complain($"{telling.Message.TrimEnd('.')}; see --help", ExitCode.Usage);
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = InterruptGrace });
        }
        catch (OperationCanceledException)
        {
            return Complain("interrupted; finished results are kept, the same command goes on from there", ExitCode.Interrupted);
        }
        catch (UserError error)
        {
            return Complain(error.Message, error.ExitCode, parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Complain($"{error.Message.TrimEnd('.')}; mend that and run it again", ExitCode.Missing, parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
        catch (Exception error)
        {
            return Complain($"unexpected {error.GetType().Name}: {error.Message} (--verbose shows where)", ExitCode.Moved, parse.GetValue(CommonOptions.Verbose) ? error : null);
        }
    }

    private static RootCommand Root()
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
