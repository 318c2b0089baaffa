using System.CommandLine;
using Gmlm.Attack.Gate;
using Gmlm.Attack.Inputs;
using Gmlm.Attack.Inputs.Guided;
using Gmlm.Attack.Kills;
using Gmlm.Attack.Machines;
using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack;

/// <summary>
/// The command line of the attacks. Exit code 0: every attempt was caught or is explained; 1: something passed unnoticed; 2: wrong usage.
/// </summary>
internal static class AttackCommand
{
    /// <summary>All kinds of attack, in the order in which they run.</summary>
    public static IReadOnlyList<IAttack> All { get; } =
        [new MutationAttack(), new GateAttack(), new KillAttack(), new InputAttack(), new MachineAttack()];

    private static readonly Option<string[]> Kinds = new("--attack")
    {
        Description = $"the kinds of attack: {Names()} (default: all)",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "NAME",
    };

    private static readonly Option<bool> Quick = new("--quick") { Description = "run a part that takes three minutes at most; the outcome is not recorded" };

    private static readonly Option<int?> Sample = new("--sample")
    {
        Description = "at most N attempts of each kind, spread evenly; the outcome is not recorded",
        HelpName = "N",
    };

    private static readonly Option<string[]> Faults = new("--fault")
    {
        Description = "of the mutations, only the faults whose line in --list holds a TEXT, each tried again; the outcome is not recorded",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "TEXT",
    };

    private static readonly Option<bool> ListFaults = new("--list") { Description = "list the faults of the mutations, and run no test" };

    // What GuidedTrial starts: a reader's name and a folder.
    private static readonly Option<string[]> Guided = new("--guided")
    {
        Hidden = true,
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Parses the arguments and runs the attacks.</summary>
    public static int Invoke(string[] args)
    {
        const string description = "Attacks the product and its tests; what passes goes into reports/recorded/attack/attack.json.";
        var root = new RootCommand(description) { Kinds, Quick, Sample, Faults, ListFaults, Guided };
        root.SetAction((parse, cancellation) => Task.Run(() => Execute(parse, cancellation), CancellationToken.None));
        var parsed = root.Parse(args);
        try
        {
            return parsed.Errors.Count > 0
                ? throw UserError.Usage($"{parsed.Errors[0].Message.TrimEnd('.')}; see --help")
                : parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).GetAwaiter().GetResult();
        }
        catch (UserError error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("interrupted; what is finished is kept, the same command goes on from there");
            return ExitCode.Interrupted;
        }
    }

    private static int Execute(ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(Guided) is [var reader, var folder])
        {
            GuidedTrial.RunHere(new CoverageMap(), reader, folder, parse.GetValue(Sample) ?? 0, cancellation);
            return ExitCode.Success;
        }

        return Attack(parse, cancellation);
    }

    private static int Attack(ParseResult parse, CancellationToken cancellation)
    {
        var (quick, sample, faults) = (parse.GetValue(Quick), parse.GetValue(Sample), parse.GetValue(Faults) ?? []);
        var chosen = Chosen(parse);
        if (sample is < 1)
        {
            throw UserError.Usage($"--sample {sample}: give 1 or more");
        }

        var root = Repository.Find(null).Root;
        var context = new AttackContext(root, quick, sample, Console.WriteLine, faults);
        if (parse.GetValue(ListFaults))
        {
            MutationAttack.List(context);
            return ExitCode.Success;
        }

        var unexplained = 0;
        foreach (var attack in chosen)
        {
            Console.WriteLine($"{attack.Name}: {attack.Description}");
            var outcome = attack.Run(context, cancellation);
            OutcomeText.Write(Console.Out, outcome);
            unexplained += outcome.Losses.Count(loss => loss.Reason is null);
            if (!quick && sample is null && faults is [])
            {
                var path = RecordedTable.Record(root, attack.Name, outcome, TimeProvider.System.GetUtcNow());
                Console.WriteLine($"recorded in {Path.GetRelativePath(root, path)}");
            }
        }

        return unexplained > 0 ? ExitCode.Moved : ExitCode.Success;
    }

    // Only the mutations have faults, so --fault and --list choose them.
    private static IReadOnlyList<IAttack> Chosen(ParseResult parse)
    {
        IAttack[] named = [.. (parse.GetValue(Kinds) ?? []).Select(Find)];
        if (parse.GetValue(Faults) is null or [] && !parse.GetValue(ListFaults))
        {
            return named.Length > 0 ? named : All;
        }

        return named.FirstOrDefault(attack => attack is not MutationAttack) is { } other
            ? throw UserError.Usage($"--fault and --list are for the mutations, not for {other.Name}; leave --attack {other.Name} out")
            : [.. All.OfType<MutationAttack>()];
    }

    private static IAttack Find(string name) => All.FirstOrDefault(attack => attack.Name == name)
        ?? throw UserError.Usage($"unknown attack '{name}'; there are {Names()}");

    private static string Names() => string.Join(", ", All.Select(attack => attack.Name));
}
