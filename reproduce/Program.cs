using Gmlm.Reproduce.Commands;

return await CommandLine.InvokeAsync(args);
