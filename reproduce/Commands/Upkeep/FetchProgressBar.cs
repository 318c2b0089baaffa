using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Commands.Streams;
using Spectre.Console;

namespace Gmlm.Reproduce.Commands.Upkeep;

/// <summary>A progress bar over the files of a corpus on an interactive terminal; elsewhere nothing is shown.</summary>
internal sealed class FetchProgressBar(ProgressTask bar) : IProgress<FetchProgress>
{
    private string _file = "";
    private long _before, _now;

    /// <summary>Runs <paramref name="work"/> and shows its progress.</summary>
    public static Task<int> Watch(long bytes, Func<IProgress<FetchProgress>?, Task<int>> work) => Terminal.IsLive
        ? Terminal.Out.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new FetchProgressBar(context.AddTask("fetching", maxValue: bytes))))
        : work(null);

    public void Report(FetchProgress value)
    {
        if (value.File != _file)
        {
            (_file, _before) = (value.File, _before + _now);
            bar.Description = Markup.Escape($"{value.Corpus}: {value.File}");
        }

        _now = value.Done;
        bar.Value = _before + _now;
    }
}
